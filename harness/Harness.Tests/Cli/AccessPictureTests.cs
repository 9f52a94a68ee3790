using Harness.Tests.Images;

namespace Harness.Tests.Cli;

/// <summary>Answers as graphs: the same exit codes as of a table, whatever is drawn.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class AccessPictureTests
{
    private const string Call = "/api/v1/namespaces/shop/services/hello-app/proxy/";
    private const string Rule =
        "apiGroups: #91;#34;#34;#93;, resources: #91;#34;services/proxy#34;#93;, resourceNames: #91;#34;hello-app#34;#93;, "
        + "verbs: #91;#34;get#34;#93;";

    [Test]
    public async Task Who_can_draws_the_way_of_each_subject()
    {
        using var manifests = new GrantFolder();

        var (exitCode, output, _) = await HarnessProgram.RunAsync(
            ["who-can", "GET", "services/hello-app", "-n", "shop", "--manifests", manifests.Folder, "--output", "mermaid"]);

        PictureGrammar.EnsureMermaid(output);
        output.ShouldContain("(\"" + Rule + "<br/>");
        output.ShouldContain("([\"serviceaccount:shop/consumer\"])\n");
        output.ShouldContain("{{\"get services/proxy #34;hello-app#34; in namespace shop\"}}\n");
        exitCode.ShouldBe(0);
    }

    [TestCase("GET", "hello", 0, "-->", TestName = "Explain draws what grants a call")]
    [TestCase("POST", "hello", 1, "---", TestName = "Explain draws that nothing grants a call")]
    [TestCase("GET", "elsewhere", 3, "-.->", TestName = "Explain draws a role that is not known")]
    public async Task Explain_draws_with_the_exit_codes_of_a_table(string method, string role, int code, string arrow)
    {
        using var manifests = new GrantFolder(role: role);
        string[] command = ["explain", "serviceaccount:shop/consumer", method, Call, "--manifests", manifests.Folder];

        var mermaid = await HarnessProgram.RunAsync([.. command, "--output", "mermaid"]);
        var dot = await HarnessProgram.RunAsync([.. command, "--output", "dot"]);

        PictureGrammar.EnsureMermaid(mermaid.Output);
        PictureGrammar.EnsureDot(dot.Output);
        mermaid.Output.ShouldContain($"  n1 {arrow} n2\n");
        (mermaid.ExitCode, dot.ExitCode).ShouldBe((code, code));
        dot.ErrorTail.ShouldBe(mermaid.ErrorTail);
    }

    [Test]
    public async Task Validate_draws_in_red_what_a_policy_does_not_allow()
    {
        using var scratch = new Scratch();
        var example = Path.Combine(RepositoryRoot.Find(), "harness", "examples", "hello");
        var broken = scratch.Write("rbac.yaml", File.ReadAllText(Path.Combine(example, "manifests", "rbac.yaml"))
            .Replace("  resourceNames: [hello-app]\n", "", StringComparison.Ordinal));
        string[] command = ["validate", "--policy", Path.Combine(example, "access.yaml"), "--manifests"];

        var good = await HarnessProgram.RunAsync([.. command, Path.Combine(example, "manifests"), "--output", "mermaid"]);
        var bad = await HarnessProgram.RunAsync([.. command, broken, "--output", "mermaid"]);
        var dot = await HarnessProgram.RunAsync([.. command, broken, "--output", "dot"]);

        new[] { good.Output, bad.Output }.ToList().ForEach(PictureGrammar.EnsureMermaid);
        PictureGrammar.EnsureDot(dot.Output);
        good.Output.ShouldNotContain("==>");
        bad.Output.ShouldContain("==>");
        bad.Output.ShouldContain("RoleBinding hello/hello-proxy<br/>");
        dot.Output.ShouldContain(" [color=\"#cf222e\", penwidth=3]");
        (good.ExitCode, bad.ExitCode, dot.ExitCode).ShouldBe((0, 1, 1));
    }

    [Test]
    public async Task The_order_is_the_same_whatever_that_of_files_is()
    {
        using var scratch = new Scratch();
        var (one, other) = (scratch.Write("one.yaml", Binding(1)), scratch.Write("other.yaml", Binding(2)));

        var drawn = await WhoCanAsync(one, other);

        drawn.ShouldContain("user:jane");
        (await WhoCanAsync(other, one)).ShouldBe(drawn);

        static async Task<string> WhoCanAsync(string first, string second) => (await HarnessProgram.RunAsync(
            ["who-can", "get", "pods", "--manifests", first, "--manifests", second, "--output", "mermaid"])).Output;

        static string Binding(int number) => $$"""
            {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: binding-{{number}} },
             roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}, subjects: [{kind: User, name: jane}]}
            """;
    }
}
