package io.fairlead.agent.forwarding;

/** NAT rules of ours in one family, by whatever this kernel has for them. One thread. */
interface NatRules {
    /**
     * Brings our rules to exactly these; writes nothing if they are in place as we left them.
     *
     * @throws io.fairlead.linux.nft.ToolFailed if the kernel or the tool refuses; then nothing was changed
     */
    void apply(RuleSet rules);

    /** What status says of services that are forwarded by these rules alone. */
    ForwardingStatus.Mode mode();
}
