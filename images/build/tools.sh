# What the build stages need. Argument: nothing. Runs in the image's build, never on a user's machine.
set -eu
export DEBIAN_FRONTEND=noninteractive
apt-get -q update
apt-get -q install -y --no-install-recommends openjdk-25-jdk-headless gcc libc6-dev binutils tini
rm -rf /var/lib/apt/lists/*
