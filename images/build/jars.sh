# Puts the class path of the program named in the first argument (sidecar or host-agent) into /opt/fairlead/lib:
# from dist/ where ./fairlead has staged it, else built here from the sources.
set -eu
program=$1
cd "$(dirname "$0")/../.."
if [ ! -d "dist/$program" ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get -q update
    apt-get -q install -y --no-install-recommends maven
    JAVA_HOME=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")") \
        mvn -q -B -pl "$program" -am -Dmaven.test.skip=true package
    mkdir -p "dist/$program"
    cp "$program"/target/class-path/*.jar "$program"/target/fairlead-*.jar "dist/$program/"
fi
mkdir -p /opt/fairlead/lib
cp -p "dist/$program"/*.jar /opt/fairlead/lib/
