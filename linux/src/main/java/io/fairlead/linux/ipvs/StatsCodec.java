package io.fairlead.linux.ipvs;

import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_STATS_ATTR_CONNS;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_STATS_ATTR_CPS;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_STATS_ATTR_INBPS;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_STATS_ATTR_INBYTES;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_STATS_ATTR_INPKTS;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_STATS_ATTR_INPPS;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_STATS_ATTR_OUTBPS;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_STATS_ATTR_OUTBYTES;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_STATS_ATTR_OUTPKTS;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_STATS_ATTR_OUTPPS;

import io.fairlead.linux.netlink.AttributeReader;

/** Reads IPVS_*_ATTR_STATS and IPVS_*_ATTR_STATS64, which differ in the widths of the numbers. */
final class StatsCodec {
    private StatsCodec() {}

    static Stats decode(AttributeReader attributes) {
        long[] values = new long[IPVS_STATS_ATTR_OUTBPS + 1];
        while (attributes.next()) {
            int type = attributes.type();
            // Beyond the last one is only padding.
            if (type >= IPVS_STATS_ATTR_CONNS && type <= IPVS_STATS_ATTR_OUTBPS) {
                values[type] =
                        attributes.length() == Long.BYTES ? attributes.u64() : Integer.toUnsignedLong(attributes.u32());
            }
        }
        return new Stats(
                values[IPVS_STATS_ATTR_CONNS],
                values[IPVS_STATS_ATTR_INPKTS],
                values[IPVS_STATS_ATTR_OUTPKTS],
                values[IPVS_STATS_ATTR_INBYTES],
                values[IPVS_STATS_ATTR_OUTBYTES],
                values[IPVS_STATS_ATTR_CPS],
                values[IPVS_STATS_ATTR_INPPS],
                values[IPVS_STATS_ATTR_OUTPPS],
                values[IPVS_STATS_ATTR_INBPS],
                values[IPVS_STATS_ATTR_OUTBPS]);
    }
}
