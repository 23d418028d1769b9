# Makes /opt/fairlead/runtime: a Java runtime of just the modules named in the first argument.
set -eu
jdk=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
mkdir -p /opt/fairlead
"$jdk/bin/jlink" --add-modules "$1" --output /opt/fairlead/runtime \
    --strip-debug --no-header-files --no-man-pages
