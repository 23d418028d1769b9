package io.fairlead.linux.ipvs;

/**
 * What the kernel says of its IPVS.
 *
 * @param version as in {@code 1.2.1}
 * @param connectionTableSize buckets of the connection table, a power of two
 */
public record IpvsInfo(String version, int connectionTableSize) {
    /** Of three octets, as IP_VS_VERSION_CODE. */
    static String version(int code) {
        return (code >> 16 & 0xff) + "." + (code >> 8 & 0xff) + "." + (code & 0xff);
    }
}
