using Harness.Runs;
using Harness.Validating;

namespace Harness.Tests.Validating;

/// <summary>Manifests that are said to be meant for one Kubernetes are not tried on another.</summary>
internal sealed class PreviewVersionTests
{
    [TestCase("v1.36.3")]
    [TestCase("v1.36.0-rc.1")]
    public void A_preview_of_the_version_that_is_named_is_good(string server) => Should.NotThrow(() => Request.EnsureVersionOf(server));

    [Test]
    public void A_preview_of_another_version_is_refused()
    {
        var refusal = Should.Throw<HarnessException>(() => Request.EnsureVersionOf("v1.20.2"));

        refusal.Kind.ShouldBe(FailureKind.BadInput);
        refusal.Message.ShouldStartWith("--kubernetes-version 1.36, and the preview is of Kubernetes v1.20.2: omit it");
    }

    [Test]
    public void Without_a_version_a_preview_may_be_of_any() =>
        Should.NotThrow(() => (Request with { KubernetesVersion = null }).EnsureVersionOf("v1.20.2"));

    private static ValidationRequest Request => new()
    {
        Policies = ["access.yaml"],
        Manifests = ["k8s"],
        Preview = PreviewKind.ControlPlane,
        KubernetesVersion = new Version(1, 36),
        Settings = RunSettings.Default,
    };
}
