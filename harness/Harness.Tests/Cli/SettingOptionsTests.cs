using System.CommandLine;
using Harness.Cli.Options;
using Harness.Clusters;
using Harness.Runs;
using Harness.Tests.Support;

namespace Harness.Tests.Cli;

[NonParallelizable]
internal sealed class SettingOptionsTests
{
    private static readonly HarnessFolders Folders = HarnessFolders.InRepository("/repository");

    [Test]
    public void Without_options_the_environment_counts()
    {
        using var environment = new ProcessEnvironment(
            ("HARNESS_CLUSTER", "existing"), ("HARNESS_KUBECONFIG", "prod.yaml"), ("HARNESS_CONTEXT", "prod"), ("HARNESS_ATTACH", null));

        var options = Read();

        (options.Cluster.Source, options.Cluster.Kubeconfig, options.Cluster.Context, options.Cluster.Attach)
            .ShouldBe((ClusterSource.Existing, "prod.yaml", "prod", "/repository/.harness"));
    }

    [TestCase("--cluster and --kubeconfig contradict each other", "--cluster", "k3s", "--kubeconfig", "prod.yaml")]
    [TestCase("--cluster existing needs --kubeconfig FILE", "--cluster", "existing")]
    [TestCase("the context \"prod\" needs a kubeconfig", "--context", "prod")]
    [TestCase("--bcrypt-cost 3: not a whole number from 4 to 31", "--bcrypt-cost", "3")]
    [TestCase("--image httpd=x: no image is called \"httpd\"; known: nginx, prometheus", "--image", "httpd=x")]
    [TestCase("manifest /no/such.yaml cannot be read", "--ingress-manifest", "/no/such.yaml")]
    [TestCase("--ingress traefik (or HARNESS_INGRESS) is for k3s", "--ingress", "traefik", "--cluster", "offline")]
    [TestCase("--kubernetes and --kubeconfig contradict each other", "--kubernetes", "/k8s", "--kubeconfig", "prod.yaml")]
    [TestCase("--kubernetes (or HARNESS_KUBERNETES) is for the offline node", "--kubernetes", "/k8s", "--cluster", "k3s")]
    [TestCase("--kubernetes (or HARNESS_KUBERNETES) is for the offline node: leave --k3s-image out",
        "--kubernetes", "/usr", "--k3s-image", "k3s:1")]
    [TestCase("--kubernetes /no/such: no folder or file is there", "--kubernetes", "/no/such")]
    [TestCase("--debian (or HARNESS_DEBIAN) is for a node of your own server programs", "--debian", "sid")]
    [TestCase("--debian woody: not one of bookworm, trixie, sid", "--debian", "woody", "--kubernetes", "/k8s")]
    public void What_does_not_go_together_is_bad_input(string message, params string[] arguments)
    {
        using var environment = new ProcessEnvironment(("HARNESS_CLUSTER", null), ("HARNESS_KUBECONFIG", null), ("HARNESS_CONTEXT", null));

        var refused = Should.Throw<HarnessException>(() => Read(arguments));

        refused.Kind.ShouldBe(FailureKind.BadInput);
        refused.Message.ShouldStartWith(message);
    }

    [Test]
    public void An_option_outdoes_its_variable()
    {
        using var environment = new ProcessEnvironment(("HARNESS_CLUSTER", "offline"), ("HARNESS_DIRECT", "pod"));

        var options = Read(
            "--cluster", "k3s", "--direct", "node", "--k3s-image", "k3s:1", "--hello-image", "hello:1", "--allow-cluster-scope");

        (options.Cluster.Source, options.Get(Settings.Direct), options.Cluster.K3sImage, options.Get(Settings.HelloImage),
            options.Get(Settings.AllowClusterScope))
            .ShouldBe((ClusterSource.K3s, DirectRouteKind.Node, "k3s:1", "hello:1", true));
    }

    [Test]
    public void An_image_on_the_command_line_outdoes_the_variables_of_that_name_only()
    {
        using var environment = new ProcessEnvironment(("HARNESS_IMAGES", "nginx=web:1,prometheus=prom:1"));

        Read("--image", "nginx=web:2").Get(Settings.Images).ShouldBe(
            new Dictionary<string, string> { ["nginx"] = "web:2", ["prometheus"] = "prom:1" }, ignoreOrder: true);
    }

    private static RunSettings Read(params string[] arguments)
    {
        var command = new Command("any");
        var settings = SettingOptions.OfScenarios().AddTo(command);
        return settings.Read(command.Parse(arguments), Folders);
    }
}
