using Harness.Api;
using Harness.Tests.Images;
using Harness.Tests.Support;

namespace Harness.Tests.Api;

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
        var client = Kubeconfig.Parse("file.yaml", Yaml, null).ClientConfiguration();

        (client.Host, client.AccessToken).ShouldBe(("https://10.0.0.1:6443", "secret-token"));
    }

    [Test]
    public void A_missing_file_is_named() =>
        Refusal(() => Kubeconfig.ReadFile("/nowhere/kubeconfig", null)).ShouldStartWith("kubeconfig /nowhere/kubeconfig cannot be read: ");

    [Test]
    public void A_folder_is_not_a_file()
    {
        using var scratch = new Scratch();

        Refusal(() => Kubeconfig.ReadFile(scratch.Root, null)).ShouldStartWith($"kubeconfig {scratch.Root} is a folder; ");
    }

    [Test]
    public void What_is_not_YAML_is_told_by_line_and_column() =>
        Refusal(() => Kubeconfig.Parse("file.yaml", "apiVersion: v1\nkind: Config\nclusters:\n  - name: a\n - name: b\n", null))
            .ShouldStartWith("kubeconfig file.yaml is not valid YAML: line 5, column 2: ");

    [Test]
    public void What_the_YAML_parser_itself_stumbles_over_is_not_valid_either() =>
        Refusal(() => Kubeconfig.Parse("file.yaml", "apiVersion: v1\nclusters: [a, b\ncontexts: }\n", null))
            .ShouldStartWith("kubeconfig file.yaml is not valid YAML: ");

    [TestCase("")]
    [TestCase("# nothing\n")]
    [TestCase("apiVersion: v1\nkind: Pod\n")]
    [TestCase("contexts: []\n")]
    public void What_is_no_kubeconfig_is_told(string yaml) =>
        Refusal(() => Kubeconfig.Parse("file.yaml", yaml, null)).ShouldBe("file.yaml is not a kubeconfig: it has no clusters and contexts");

    [Test]
    public void An_unknown_context_is_told_with_the_known_ones() => Refusal(() => Kubeconfig.Parse("file.yaml", Yaml, "prd"))
        .ShouldBe("kubeconfig file.yaml has no context \"prd\"; it has prod, lab, lost, nobody");

    [Test]
    public void Without_a_current_context_one_is_asked_for() =>
        Refusal(() => Kubeconfig.Parse("file.yaml", Yaml.Replace("current-context: prod", "", StringComparison.Ordinal), null))
            .ShouldBe("kubeconfig file.yaml has no current-context; choose one with --context (prod, lab, lost, nobody)");

    [Test]
    public void Unverified_TLS_is_refused() => Refusal(() => Kubeconfig.Parse("file.yaml", Yaml, "lab").ClientConfiguration())
        .ShouldStartWith("kubeconfig file.yaml, context \"lab\": insecure-skip-tls-verify is not accepted");

    [Test]
    public void A_cluster_that_is_not_in_it_is_named() => Refusal(() => Kubeconfig.Parse("file.yaml", Yaml, "lost").ClientConfiguration())
        .ShouldBe("kubeconfig file.yaml: context \"lost\" names cluster \"nowhere\", which is not in it");

    [Test]
    public void A_user_that_is_not_in_it_is_told_by_context() =>
        Refusal(() => Kubeconfig.Parse("file.yaml", Yaml, "nobody").ClientConfiguration())
        .ShouldStartWith("kubeconfig file.yaml, context \"nobody\": ");

    [Test]
    public void At_another_address_everything_else_stays()
    {
        var moved = Kubeconfig.Parse("file.yaml", Yaml, null).At(new Uri("https://127.0.0.1:32769/"));

        moved.ClientConfiguration().Host.ShouldBe("https://127.0.0.1:32769");
        var again = Kubeconfig.Parse("again", moved.ToYaml(), null).ClientConfiguration();
        (again.Host, again.AccessToken).ShouldBe(("https://127.0.0.1:32769", "secret-token"));
    }

    [Test]
    public void Files_that_it_names_are_beside_it()
    {
        using var scratch = new Scratch();
        using var authority = new Authority();
        scratch.Write("ca.crt", authority.PublicPem);
        var file = scratch.Write("kubeconfig", Yaml.Replace("6443'}", "6443', certificate-authority: ca.crt}", StringComparison.Ordinal));

        var api = Kubeconfig.Address(Kubeconfig.ReadFile(file, null).ClientConfiguration());

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
