# Completes /opt/fairlead for the program named in the first argument (fairlead-sidecar or fairlead-agent), whose flags of
# the JVM are in the file of the second and whose main class is the third: native parts, argument file, AOT cache.
set -eu
name=$1 flags=$2 main=$3
here=$(cd "$(dirname "$0")/../.." && pwd)
top=/opt/fairlead
mkdir -p $top/bin $top/etc

gcc -static -Os -s -Wall -Wextra -Werror -o "$top/bin/$name" "$here/images/launcher/launch.c"
cp /usr/bin/tini-static $top/bin/tini

# jffi's own library, once and for all: it would otherwise be unpacked into /tmp at each start.
native=$(ls $top/lib/jffi-*-native.jar)
unpacked=$(mktemp -d)
(cd "$unpacked" && jar xf "$native")
cp "$unpacked/jni/$(uname -m)-Linux/"libjffi-*.so $top/lib/
rm -r "$native" "$unpacked"

# Switches over types and records cost the JVM classes made at each start, unless they were made static here.
java "$here/images/build/CallSites.java" $top/lib fairlead-

# The AOT cache knows the class path by its exact order and the jars' times.
class_path=$(ls $top/lib/*.jar | paste -sd:)
{
    cat "$flags"
    echo "-Djffi.boot.library.path=$top/lib"
    echo "-cp $class_path"
    echo "$main"
} > "$top/etc/$name.args"

# A training run that loads and links what a real start does; the JVM writes the cache when it ends.
JAVA_TOOL_OPTIONS="-XX:AOTCacheOutput=$top/lib/$name.aot" "$top/bin/$name" --train
test -s "$top/lib/$name.aot"
echo "-XX:AOTCache=$top/lib/$name.aot" | cat - "$top/etc/$name.args" > /tmp/args
mv /tmp/args "$top/etc/$name.args"

# Further names of the same program, given as further arguments.
shift 3
for other in "$@"; do
    ln "$top/bin/$name" "$top/bin/$other"
    ln "$top/etc/$name.args" "$top/etc/$other.args"
done
du -sh $top/runtime $top/lib $top/lib/*.aot
