package io.fairlead.sidecar.config;

import java.util.List;
import java.util.Optional;

/**
 * Everything that the operator decided, checked.
 *
 * @param http where the status pages listen; empty: nowhere
 * @param shown every setting's value in force and where it came from
 */
public record Config(
        RouterSettings router,
        HaproxySettings haproxy,
        HealthSettings health,
        Optional<Listen> http,
        ProcessSettings process,
        List<Shown> shown) {
    public Config {
        shown = List.copyOf(shown);
    }
}
