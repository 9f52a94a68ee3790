using Harness.Rbac.Objects;

namespace Harness.Tests.Rbac.Objects;

internal sealed class KubernetesChangesTests
{
    [TestCase("v1.31.5+k3s1", "1.31")]
    [TestCase("v1.20.2", "1.20")]
    [TestCase("v1.30.0-gke.100", "1.30")]
    [TestCase("1.36", "1.36")]
    public void A_version_is_read_as_clusters_write_it(string gitVersion, string expected) =>
        KubernetesChange.VersionOf(gitVersion).ShouldBe(Version.Parse(expected));

    [TestCase("")]
    [TestCase("v1")]
    [TestCase("unknown")]
    [TestCase("v1.x")]
    [TestCase("v-1.20")]
    [TestCase("1.021")]
    [TestCase("01.21")]
    public void Anything_else_is_no_version(string gitVersion) =>
        Should.Throw<FormatException>(() => KubernetesChange.VersionOf(gitVersion)).Message.ShouldContain($"\"{gitVersion}\"");

    [Test]
    public void A_change_holds_from_its_version_on()
    {
        var change = KubernetesChanges.TokenSecretsAreNotAutomatic;

        change.LastBefore.ShouldBe(new Version(1, 23));
        change.HoldsOn(change.LastBefore).ShouldBeFalse();
        change.HoldsOn(change.Since).ShouldBeTrue();
    }

    [Test]
    public void Every_change_is_listed_once_and_oldest_first()
    {
        var declared = typeof(KubernetesChanges).GetProperties()
            .Where(property => property.PropertyType == typeof(KubernetesChange))
            .Select(property => (KubernetesChange)property.GetValue(null)!);

        KubernetesChanges.All.ShouldBe(declared);
        KubernetesChanges.All.Select(change => change.Since).ShouldBeInOrder();
    }
}
