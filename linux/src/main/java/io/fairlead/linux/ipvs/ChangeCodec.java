package io.fairlead.linux.ipvs;

import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_CMD_ATTR_DEST;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_CMD_ATTR_SERVICE;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_CMD_DEL_DEST;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_CMD_DEL_SERVICE;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_CMD_NEW_DEST;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_CMD_NEW_SERVICE;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_CMD_SET_DEST;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_CMD_SET_SERVICE;

import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.TableChange;
import io.fairlead.core.ipvs.VirtualService;
import io.fairlead.linux.netlink.NetlinkRequest;
import io.fairlead.linux.netlink.PayloadBuilder;
import io.fairlead.linux.netlink.generic.GenericFamily;

/**
 * A change as the request that makes it.
 *
 * <pre>
 *  generic header   attributes
 * +----------------+-------------------------------------------+-----------------------------------+
 * | NEW_SERVICE,   | IPVS_CMD_ATTR_SERVICE                     | IPVS_CMD_ATTR_DEST (only for the  |
 * | SET_SERVICE, … |  { AF, PROTOCOL, ADDR, PORT or FWMARK, …} | *_DEST) { ADDR, PORT, … }         |
 * +----------------+-------------------------------------------+-----------------------------------+
 * </pre>
 */
record ChangeCodec(GenericFamily family) {
    NetlinkRequest encode(TableChange change) {
        PayloadBuilder payload = switch (change) {
            case TableChange.AddService(VirtualService service) -> service(IPVS_CMD_NEW_SERVICE, service);
            case TableChange.EditService(VirtualService service) -> service(IPVS_CMD_SET_SERVICE, service);
            case TableChange.DeleteService(ServiceKey key) -> key(IPVS_CMD_DEL_SERVICE, key);
            case TableChange.AddDestination(ServiceKey key, Destination destination) ->
                destination(IPVS_CMD_NEW_DEST, key, destination);
            case TableChange.EditDestination(ServiceKey key, Destination destination) ->
                destination(IPVS_CMD_SET_DEST, key, destination);
            case TableChange.DeleteDestination(ServiceKey key, Destination.Key destination) ->
                key(IPVS_CMD_DEL_DEST, key)
                        .nested(IPVS_CMD_ATTR_DEST, out -> DestinationCodec.encodeKey(out, destination));
        };
        return family.request("ip_vs: " + change, payload);
    }

    /** A command that is about a service. */
    PayloadBuilder key(int command, ServiceKey key) {
        return family.payload(command).nested(IPVS_CMD_ATTR_SERVICE, out -> ServiceCodec.encodeKey(out, key));
    }

    private PayloadBuilder service(int command, VirtualService service) {
        return family.payload(command).nested(IPVS_CMD_ATTR_SERVICE, out -> ServiceCodec.encode(out, service));
    }

    private PayloadBuilder destination(int command, ServiceKey key, Destination destination) {
        return key(command, key).nested(IPVS_CMD_ATTR_DEST, out -> DestinationCodec.encode(out, destination));
    }
}
