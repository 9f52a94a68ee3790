using Harness.Clusters;
using Harness.Runs;
using Harness.Tests.Support;

namespace Harness.Tests.Runs;

[NonParallelizable]
internal sealed class RunSettingsTests
{
    /// <summary>A value of each setting that is not its default. A setting without one is missing here, and a test says so.</summary>
    private static readonly Dictionary<Setting, string> Samples = new()
    {
        [Settings.Cluster] = "K3s",
        [Settings.Kubeconfig] = "/k",
        [Settings.Context] = "prod",
        [Settings.AllowPlainHttp] = "1",
        [Settings.K3sImage] = "k3s:1",
        [Settings.Kubernetes] = "/kubernetes",
        [Settings.Debian] = "Sid",
        [Settings.Audit] = "1",
        [Settings.HelloImage] = "hello:1",
        [Settings.Images] = "nginx=web:1,prometheus=prom:1",
        [Settings.Direct] = "Published",
        [Settings.Ingress] = "Traefik",
        [Settings.BcryptCost] = "12",
        [Settings.IngressManifest] = "/m.yaml",
        [Settings.AllowClusterScope] = "1",
        [Settings.Load] = "1",
        [Settings.Browser] = "/usr/bin/chromium",
        [Settings.RbacCells] = "20000",
        [Settings.AuditLog] = "/var/log/audit.log",
        [Settings.HuntPaths] = "20000",
        [Settings.HuntSeed] = "7",
        [Settings.Attach] = "/a",
        [Settings.JoinRun] = "/runs/r",
    };

    [Test]
    public void Every_setting_has_a_sample() => Settings.All.Except(Samples.Keys).Select(setting => setting.Option).ShouldBeEmpty();

    [Test]
    public void No_two_settings_share_an_option_or_a_variable()
    {
        Settings.All.Select(setting => setting.Option).ShouldBeUnique();
        Settings.All.Select(setting => setting.Variable).ShouldBeUnique();
    }

    /// <summary>A test host gets the settings of this process: one lost on the way would be lost silently.</summary>
    [TestCaseSource(nameof(Samples))]
    public void Every_setting_reaches_another_process_as_it_is(KeyValuePair<Setting, string> sample)
    {
        var environment = Read((sample.Key.Variable, sample.Value)).ToEnvironment();

        environment.Keys.ShouldBe(Settings.All.Select(setting => setting.Variable), ignoreOrder: true);
        environment.Where(pair => pair.Value is not null).ShouldBe([KeyValuePair.Create(sample.Key.Variable, (string?)sample.Value)]);
        Read((sample.Key.Variable, environment[sample.Key.Variable]!)).ToEnvironment().ShouldBe(environment);
    }

    [Test]
    public void A_path_is_given_to_another_process_whole()
    {
        var environment = Read(("HARNESS_KUBECONFIG", "k")).ToEnvironment();

        environment["HARNESS_KUBECONFIG"].ShouldBe(Path.GetFullPath("k"));
    }

    [Test]
    public void Each_of_several_kubeconfigs_is_given_to_another_process_whole() =>
        Read(("HARNESS_KUBECONFIG", $"a{Path.PathSeparator}/b")).ToEnvironment()["HARNESS_KUBECONFIG"]
            .ShouldBe($"{Path.GetFullPath("a")}{Path.PathSeparator}/b");

    /// <summary>Nobody's cluster is taken because a variable happens to name it.</summary>
    [TestCase(null, null)]
    [TestCase("k3s", null)]
    [TestCase("offline", null)]
    [TestCase("existing", "/a:/b")]
    public void KUBECONFIG_counts_only_where_an_existing_cluster_is_asked_for(string? cluster, string? expected)
    {
        using var environment = new ProcessEnvironment(("KUBECONFIG", "/a:/b"));
        var given = cluster is null ? Read() : Read(("HARNESS_CLUSTER", cluster));

        given.EnsureConsistent().Cluster.Kubeconfig.ShouldBe(expected);
    }

    [Test]
    public void A_kubeconfig_that_is_given_wins_over_KUBECONFIG()
    {
        using var environment = new ProcessEnvironment(("KUBECONFIG", "/a:/b"));

        Read(("HARNESS_CLUSTER", "existing"), ("HARNESS_KUBECONFIG", "/k")).EnsureConsistent().Cluster.Kubeconfig.ShouldBe("/k");
    }

    [Test]
    public void An_existing_cluster_needs_a_kubeconfig_or_a_pod_to_run_in()
    {
        using var environment = new ProcessEnvironment(("KUBECONFIG", null), ("KUBERNETES_SERVICE_HOST", null));

        Should.Throw<HarnessException>(() => Read(("HARNESS_CLUSTER", "existing")).EnsureConsistent())
            .Message.ShouldStartWith("--cluster existing needs --kubeconfig FILE (or HARNESS_KUBECONFIG, or KUBECONFIG), or to run in a");
    }

    [Test]
    public void Without_variables_it_is_the_default()
    {
        Read().Cluster.ShouldBe(new ClusterOptions());
        Read([.. Settings.All.Select(setting => (setting.Variable, ""))]).ToEnvironment().Values.ShouldAllBe(value => value == null);
    }

    [Test]
    public void What_the_cluster_is_got_by_stands_in_its_options() => Read(
        ("HARNESS_CLUSTER", "K3S"),
        ("HARNESS_KUBECONFIG", "/k"),
        ("HARNESS_CONTEXT", "prod"),
        ("HARNESS_K3S_IMAGE", "k3s:1"),
        ("HARNESS_ALLOW_PLAIN_HTTP", "1"),
        ("HARNESS_INGRESS", "traefik"),
        ("HARNESS_ATTACH", "/a")).Cluster.ShouldBe(new ClusterOptions
        {
            Source = ClusterSource.K3s,
            Kubeconfig = "/k",
            Context = "prod",
            K3sImage = "k3s:1",
            AllowsPlainHttp = true,
            Ingress = IngressChoice.Traefik,
            Attach = "/a",
        });

    [Test]
    public void Several_images_stand_in_one_variable() =>
        Read(("HARNESS_IMAGES", "nginx=web:1, prometheus=prom:1")).Get(Settings.Images).ShouldBe(
        new Dictionary<string, string> { ["nginx"] = "web:1", ["prometheus"] = "prom:1" }, ignoreOrder: true);

    [TestCase("HARNESS_BCRYPT_COST", "3", "not a whole number from 4 to 31")]
    [TestCase("HARNESS_BCRYPT_COST", "32", "not a whole number from 4 to 31")]
    [TestCase("HARNESS_BCRYPT_COST", "-5", "not a whole number from 4 to 31")]
    [TestCase("HARNESS_BCRYPT_COST", "1e1", "not a whole number from 4 to 31")]
    [TestCase("HARNESS_BCRYPT_COST", "ten", "not a whole number from 4 to 31")]
    [TestCase("HARNESS_CLUSTER", "minikube", "not one of auto, existing, k3s, offline")]
    [TestCase("HARNESS_CLUSTER", "of-line", "not one of auto, existing, k3s, offline; did you mean offline?")]
    [TestCase("HARNESS_CLUSTER", "7", "not one of auto, existing, k3s, offline")]
    [TestCase("HARNESS_CLUSTER", "2", "not one of auto, existing, k3s, offline")]
    [TestCase("HARNESS_CLUSTER", "existing,k3s", "not one of auto, existing, k3s, offline; did you mean existing?")]
    [TestCase("HARNESS_DIRECT", "nodeport", "not one of node, published, pod; did you mean node?")]
    [TestCase("HARNESS_ALLOW_CLUSTER_SCOPE", "yes", "not 1 or 0")]
    public void A_value_that_its_setting_does_not_know_is_bad_input(string name, string value, string complaint)
    {
        var refusal = Should.Throw<HarnessException>(() => Read((name, value)));

        (refusal.Kind, refusal.Message).ShouldBe((FailureKind.BadInput, $"{name}={value}: {complaint}"));
    }

    private static RunSettings Read(params (string Name, string Value)[] variables)
    {
        using var none = new ProcessEnvironment([.. Settings.All.Select(setting => (setting.Variable, (string?)null))]);
        using var some = new ProcessEnvironment([.. variables.Select(variable => (variable.Name, (string?)variable.Value))]);
        return RunSettings.FromEnvironment();
    }
}
