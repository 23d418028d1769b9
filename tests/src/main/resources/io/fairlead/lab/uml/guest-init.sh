# The first process of the guest: mounts what a system has, runs /lab/command, leaves its exit status, powers off.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev 2>/dev/null
mkdir -p /dev/pts /dev/shm
mount -t devpts devpts /dev/pts
for folder in /dev/shm /run /tmp /var/lib/docker /etc/docker /root; do
    mkdir -p "$folder"
    mount -t tmpfs tmpfs "$folder"
done
number=0
while IFS= read -r folder; do
    mkdir -p "$folder"
    mount --bind "/lab/share/$number" "$folder"
    number=$((number + 1))
done < /lab/shares
ln -s /proc/self/fd /dev/fd 2>/dev/null
mount -t cgroup2 cgroup2 /sys/fs/cgroup
ip link set lo up

# This kernel has no nf_tables for IPv4; its legacy tables are not loaded on demand.
mkdir /run/legacy
for tool in iptables iptables-save iptables-restore ip6tables ip6tables-save ip6tables-restore; do
    ln -s /usr/sbin/xtables-legacy-multi "/run/legacy/$tool"
done
export PATH=/run/legacy:$PATH
for module in overlay br_netfilter iptable_nat iptable_filter ip6table_nat ip6table_filter \
    xt_MASQUERADE xt_conntrack xt_addrtype; do
    modprobe -q "$module"
done

bash /lab/command < /dev/null > /lab/out 2> /lab/err
echo $? > /lab/status.partial
mv /lab/status.partial /lab/status
sync
echo o > /proc/sysrq-trigger
sleep 60
