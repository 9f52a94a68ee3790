using Harness.Lifetime;

namespace Harness.Tests.Lifetime;

internal sealed class CgroupLeftoversTests
{
    [Test]
    public void A_node_that_left_nothing_is_fine() =>
        Should.NotThrow(() => CgroupLeftovers.Remove("0123456789abcdef0123456789abcdef"));
}
