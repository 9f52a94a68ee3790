using Harness.Api;
using Harness.Clusters.Node;
using Harness.Kubeconfigs;
using Harness.Tests.Images;
using Harness.Tests.Support;

namespace Harness.Tests.Kubeconfigs;

internal sealed class KubeconfigTests
{
    private const string Yaml = """
        apiVersion: v1
        kind: Config
        current-context: prod
        clusters:
        - name: prod
          cluster: {server: 'https://10.0.0.1:6443'}
        - name: lab
          cluster: {server: 'https://10.0.0.2:6443', insecure-skip-tls-verify: true}
        users:
        - name: admin
          user: {token: secret-token}
        contexts:
        - name: prod
          context: {cluster: prod, user: admin}
        - name: lab
          context: {cluster: lab, user: admin}
        - name: lost
          context: {cluster: nowhere, user: admin}
        - name: nobody
          context: {cluster: prod, user: somebody}
        """;

    [Test]
    public void The_current_context_is_taken()
    {
        var read = Kubeconfig.Parse("file.yaml", Yaml, null);

        (read.Cluster.Server, read.User.Token).ShouldBe(("https://10.0.0.1:6443", "secret-token"));
    }

    [Test]
    public void A_missing_file_is_named() =>
        Refusal(() => Kubeconfig.ReadFile("/nowhere/kubeconfig", null))
            .ShouldStartWith("kubeconfig /nowhere/kubeconfig:1:1: cannot be read: ");

    [Test]
    public void A_folder_is_not_a_file()
    {
        using var scratch = new Scratch();

        Refusal(() => Kubeconfig.ReadFile(scratch.Root, null)).ShouldBe($"kubeconfig {scratch.Root}:1:1: is a folder; give a file");
    }

    [Test]
    public void What_is_not_YAML_is_told_by_line_and_column() =>
        Refusal(() => Kubeconfig.Parse("file.yaml", "apiVersion: v1\nkind: Config\nclusters:\n  - name: a\n - name: b\n", null))
            .ShouldStartWith("kubeconfig file.yaml:5:2: is not valid YAML: ");

    [Test]
    public void What_the_YAML_parser_itself_stumbles_over_is_not_valid_either() =>
        Refusal(() => Kubeconfig.Parse("file.yaml", "apiVersion: v1\nclusters: [a, b\ncontexts: }\n", null))
            .ShouldStartWith("kubeconfig file.yaml:");

    [TestCase("", "file.yaml is not a kubeconfig: it has no contexts")]
    [TestCase("# nothing\n", "file.yaml is not a kubeconfig: it has no contexts")]
    [TestCase("apiVersion: v1\nkind: Pod\n", "kubeconfig file.yaml:2:7: kind is not Config of version v1: this is not a kubeconfig")]
    [TestCase("contexts: []\n", "file.yaml is not a kubeconfig: it has no contexts")]
    public void What_is_no_kubeconfig_is_told(string yaml, string message) =>
        Refusal(() => Kubeconfig.Parse("file.yaml", yaml, null)).ShouldBe(message);

    [Test]
    public void An_unknown_context_is_told_with_the_known_ones() => Refusal(() => Kubeconfig.Parse("file.yaml", Yaml, "prd"))
        .ShouldBe("kubeconfig file.yaml has no context \"prd\"; it has prod, lab, lost, nobody");

    [Test]
    public void Without_a_current_context_one_is_asked_for() =>
        Refusal(() => Kubeconfig.Parse("file.yaml", Yaml.Replace("current-context: prod", "", StringComparison.Ordinal), null))
            .ShouldBe("kubeconfig file.yaml has no current-context; choose one with --context (prod, lab, lost, nobody)");

    [Test]
    public void Unverified_TLS_is_refused() => Refusal(() => KubeconfigAddress.Of(Kubeconfig.Parse("file.yaml", Yaml, "lab"), false))
        .ShouldStartWith("kubeconfig file.yaml, context \"lab\": insecure-skip-tls-verify is not accepted");

    [Test]
    public void A_cluster_that_is_not_in_it_is_named() => Refusal(() => Kubeconfig.Parse("file.yaml", Yaml, "lost"))
        .ShouldBe("kubeconfig file.yaml: context \"lost\" names cluster \"nowhere\", which is not in it");

    [Test]
    public void A_user_that_is_not_in_it_is_told_by_context() =>
        Refusal(() => Kubeconfig.Parse("file.yaml", Yaml, "nobody"))
        .ShouldBe("kubeconfig file.yaml: context \"nobody\" names user \"somebody\", which is not in it");

    [Test]
    public void At_another_address_everything_else_stays()
    {
        var moved = Kubeconfig.Parse("file.yaml", NodeKubeconfig.At(new Uri("https://127.0.0.1:32769/"), Yaml), null);

        (moved.Cluster.Server, moved.User.Token).ShouldBe(("https://127.0.0.1:32769", "secret-token"));
    }

    [Test]
    public void Files_that_it_names_are_beside_it()
    {
        using var scratch = new Scratch();
        using var authority = new Authority();
        scratch.Write("ca.crt", authority.PublicPem);
        var file = scratch.Write("kubeconfig", Yaml.Replace("6443'}", "6443', certificate-authority: ca.crt}", StringComparison.Ordinal));

        var api = KubeconfigAddress.Of(Kubeconfig.ReadFile(file, null), false);

        api.Authorities.ShouldNotBeNull().Single().RawData.ShouldBe(authority.Public.Single().RawData);
    }

    [Test]
    public void No_refusal_has_a_secret() =>
        Refusal(() => Kubeconfig.Parse("file.yaml", Yaml + "\n  - ]", null)).ShouldNotContain("secret-token");

    private static string Refusal(Action act)
    {
        var refusal = Should.Throw<HarnessException>(act);
        refusal.Kind.ShouldBe(FailureKind.BadInput);
        return refusal.Message;
    }
}
