package io.fairlead.sidecar;

import io.fairlead.sidecar.config.Setting;
import io.fairlead.sidecar.config.Settings;

/** What {@code --help} prints. */
final class Help {
    private Help() {}

    static String text() {
        StringBuilder text = new StringBuilder("""
                fairlead-sidecar: holds the virtual address of this container's HAProxy while HAProxy is well.

                fairlead-sidecar                 run; needs only FAIRLEAD_VIP=address
                fairlead-sidecar config show     print every setting in force and where it came from
                fairlead-sidecar config check    check the configuration, HAProxy's included, and change nothing
                fairlead-sidecar --version

                Signals: TERM, INT, USR1 hand the address over, let HAProxy finish, and end; HUP, USR2 reload HAProxy.
                Exit status: 0 ended as asked, 1 failed, 2 something is wrong with the configuration.

                Settings, by environment variable or by key in /etc/fairlead/fairlead.conf (FAIRLEAD_CONFIG names another):
                """);
        for (Setting<?> setting : Settings.ALL) {
            String name = setting.variable();
            text.append("  ").append(name).append(" ".repeat(Math.max(1, 40 - name.length())));
            text.append(setting.key())
                    .append(" ".repeat(Math.max(1, 30 - setting.key().length())));
            text.append(setting.defaultText()).append('\n');
        }
        return text.toString();
    }
}
