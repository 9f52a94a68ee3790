using Harness.Clusters;
using Harness.Tests.Support;

namespace Harness.Tests.Clusters;

[NonParallelizable]
internal sealed class ClusterOptionsTests
{
    private static readonly string[] Names =
    [
        "HARNESS_CLUSTER", "HARNESS_KUBECONFIG", "HARNESS_CONTEXT", "HARNESS_K3S_IMAGE", "HARNESS_HELLO_IMAGE",
        "HARNESS_IMAGES", "HARNESS_BCRYPT_COST", "HARNESS_INGRESS", "HARNESS_INGRESS_MANIFEST", "HARNESS_ALLOW_CLUSTER_SCOPE", "HARNESS_DIRECT", "HARNESS_ATTACH",
    ];

    [Test]
    public void Without_variables_it_is_the_default() => Read().ShouldBe(new ClusterOptions());

    [Test]
    public void Empty_variables_are_as_good_as_none() => Read([.. Names.Select(name => (name, ""))]).ShouldBe(new ClusterOptions());

    [Test]
    public void Every_setting_has_its_variable() => Read(
        ("HARNESS_CLUSTER", "K3S"),
        ("HARNESS_KUBECONFIG", "/k"),
        ("HARNESS_CONTEXT", "prod"),
        ("HARNESS_K3S_IMAGE", "k3s:1"),
        ("HARNESS_HELLO_IMAGE", "hello:1"),
        ("HARNESS_BCRYPT_COST", "12"),
        ("HARNESS_INGRESS", "traefik"),
        ("HARNESS_INGRESS_MANIFEST", "/m.yaml"),
        ("HARNESS_ALLOW_CLUSTER_SCOPE", "1"),
        ("HARNESS_DIRECT", "published"),
        ("HARNESS_ATTACH", "/a")).ShouldBe(new ClusterOptions
        {
            Source = ClusterSource.K3s,
            Kubeconfig = "/k",
            Context = "prod",
            K3sImage = "k3s:1",
            HelloImage = "hello:1",
            BcryptCost = 12,
            Ingress = IngressChoice.Traefik,
            IngressManifest = "/m.yaml",
            AllowClusterScope = true,
            Direct = DirectRouteKind.Published,
            Attach = "/a",
        });

    [Test]
    public void Several_images_stand_in_one_variable() => Read(("HARNESS_IMAGES", "nginx=web:1, prometheus=prom:1")).Images.ShouldBe(
        new Dictionary<string, string> { ["nginx"] = "web:1", ["prometheus"] = "prom:1" }, ignoreOrder: true);

    [TestCase("3")]
    [TestCase("32")]
    [TestCase("-5")]
    [TestCase("1e1")]
    [TestCase("ten")]
    public void A_bcrypt_cost_that_bcrypt_does_not_have_is_bad_input(string cost)
    {
        var refusal = Should.Throw<HarnessException>(() => Read(("HARNESS_BCRYPT_COST", cost)));

        (refusal.ExitCode, refusal.Message).ShouldBe((ExitCode.BadInput, $"HARNESS_BCRYPT_COST {cost}: not a whole number from 4 to 31"));
    }

    [TestCase("HARNESS_CLUSTER", "minikube", "auto, existing, k3s, offline")]
    [TestCase("HARNESS_CLUSTER", "7", "auto, existing, k3s, offline")]
    [TestCase("HARNESS_CLUSTER", "2", "auto, existing, k3s, offline")]
    [TestCase("HARNESS_CLUSTER", "existing,k3s", "auto, existing, k3s, offline")]
    [TestCase("HARNESS_DIRECT", "nodeport", "node, published, pod")]
    public void A_value_that_its_setting_does_not_know_is_named_with_the_known_ones(string name, string value, string known)
    {
        var refusal = Should.Throw<HarnessException>(() => Read((name, value)));

        refusal.ExitCode.ShouldBe(ExitCode.BadInput);
        refusal.Message.ShouldBe($"{name}={value}: not one of {known}");
    }

    private static ClusterOptions Read(params (string Name, string Value)[] variables)
    {
        using var none = new ProcessEnvironment([.. Names.Select(name => (name, (string?)null))]);
        using var some = new ProcessEnvironment([.. variables.Select(variable => (variable.Name, (string?)variable.Value))]);
        return ClusterOptions.FromEnvironment();
    }
}
