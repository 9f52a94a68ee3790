using Harness.Clusters.Engine;

namespace Harness.Tests.Clusters.Engine;

internal sealed class HostCapabilitiesTests
{
    [TestCase(0UL)]
    [TestCase(1UL, "CHOWN")]
    [TestCase(1UL << 21, "SYS_ADMIN")]
    [TestCase(1UL << 12 | 1UL << 37, "NET_ADMIN", "AUDIT_READ")]
    [TestCase(1UL << 38 | 1UL << 63)]
    public void A_masks_bits_have_the_kernels_names(ulong mask, params string[] names) => HostCapabilities.NamesIn(mask).ShouldBe(names);

    [Test]
    public void A_full_mask_names_all_that_an_engine_asks_for() => HostCapabilities.NamesIn(0x3fffffffff).Count().ShouldBe(38);

    [Test]
    public void A_full_mask_of_a_newer_kernel_names_no_more() => HostCapabilities.NamesIn(0x1ffffffffff).Count().ShouldBe(38);

    [Test]
    public void Dockers_default_set_is_read_from_its_mask() => HostCapabilities.NamesIn(0x00000000a80425fb).ShouldBe(
    [
        "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID", "SETPCAP", "NET_BIND_SERVICE", "NET_RAW", "SYS_CHROOT",
        "MKNOD", "AUDIT_WRITE", "SETFCAP",
    ]);
}
