using Harness.Tests.Images;
using Harness.Tests.Rbac.Policies;

namespace Harness.Tests.Cli;

/// <summary>Policies with paths on the command line: what is generated is explained and validated.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class PathCommandTests : IDisposable
{
    private const string Web = "/api/v1/namespaces/shop/services/web:8080/proxy";
    private readonly Scratch _folder = new();

    public PathCommandTests() => _folder.Write("access.yaml", PathText.Good);

    public void Dispose() => _folder.Dispose();

    [TestCase("/metrics", 0, "ValidatingAdmissionPolicy harness-paths.shop.scraper lets this path through")]
    [TestCase("/static/a.css?b=c", 0, "lets this path through")]
    [TestCase("/static/%2e%2e/admin", 1, "but ValidatingAdmissionPolicy harness-paths.shop.scraper refuses this path")]
    [TestCase("", 1, "refuses this path")]
    public async Task Explain_takes_the_path_into_account(string path, int code, string said)
    {
        await GenerateAsync();

        var (exitCode, output, _) = await HarnessProgram.RunAsync(
            ["explain", "serviceaccount:shop/scraper", "GET", Web + path, "--manifests", _folder["base"]]);

        output.ShouldContain("allowed by RoleBinding shop/scraper → Role shop/scraper");
        output.ShouldContain(said);
        exitCode.ShouldBe(code);
    }

    [Test]
    public async Task Explain_is_undecided_where_admission_that_is_not_known_is_asked_about_the_call()
    {
        await GenerateAsync();
        File.WriteAllText(_folder["base/consumers/scraper.yaml"], File.ReadAllText(_folder["base/consumers/scraper.yaml"])
            .Replace("'/metrics'", "'/metrics' + ''", StringComparison.Ordinal));

        var (exitCode, output, _) = await HarnessProgram.RunAsync(
            ["explain", "serviceaccount:shop/scraper", "GET", $"{Web}/metrics", "--manifests", _folder["base"]]);

        output.ShouldContain("serviceaccount:shop/scraper may or may not (RBAC allows it, and admission decides) get services/proxy");
        output.ShouldContain("it or its binding is not what generate writes today");
        exitCode.ShouldBe(3);
    }

    [Test]
    public async Task Explain_says_nothing_of_admission_where_no_policy_has_to_do_with_the_call()
    {
        await GenerateAsync();
        File.WriteAllText(_folder["base/consumers/scraper.yaml"], File.ReadAllText(_folder["base/consumers/scraper.yaml"])
            .Replace("kind: ValidatingAdmissionPolicy\n", "kind: Other\n", StringComparison.Ordinal));

        var (exitCode, output, _) = await HarnessProgram.RunAsync(
            ["explain", "serviceaccount:shop/scraper", "GET", $"{Web}/admin", "--manifests", _folder["base"]]);

        exitCode.ShouldBe(0);
        output.ShouldNotContain("dmission");
    }

    [Test]
    public async Task Diff_names_the_path_that_a_policy_has_more()
    {
        await GenerateAsync();
        var before = Directory.CreateDirectory(_folder["before"]);
        foreach (var file in Directory.GetFiles(_folder["base/consumers"]))
        {
            File.WriteAllText(
                Path.Combine(before.FullName, Path.GetFileName(file)),
                File.ReadAllText(file).Replace("['/metrics', ", "[", StringComparison.Ordinal));
        }

        var (exitCode, output, _) = await HarnessProgram.RunAsync(["diff", "--from", _folder["before"], "--to", _folder["base"]]);

        output.ShouldContain("serviceaccount:shop/scraper  get services/proxy \"web:8080\" at /metrics in namespace shop");
        output.ShouldNotContain("/static");
        exitCode.ShouldBe(1);
    }

    [Test]
    public async Task Who_can_says_what_is_left()
    {
        await GenerateAsync();

        var (exitCode, output, _) = await HarnessProgram.RunAsync(
            ["who-can", "GET", "services/web:8080", "-n", "shop", "--manifests", _folder["base"]]);

        output.ShouldContain("serviceaccount:shop/scraper");
        output.ShouldContain(
            "but by ValidatingAdmissionPolicy harness-paths.shop.scraper, serviceaccount:shop/scraper may call api:8080 at /metrics, "
            + "/static/*; stats at /; web:8080 at /metrics, /static/*, and nothing else of api, stats, web, nor pods, in namespace shop");
        exitCode.ShouldBe(0);
    }

    /// <summary>What stands on standard error is lost where a picture is kept in a file.</summary>
    [TestCase(1, "denied (red, no arrows)", "refuses this path", "explain", "serviceaccount:shop/scraper", "GET", $"{Web}/admin")]
    [TestCase(0, "granted.", "path /metrics", "explain", "serviceaccount:shop/scraper", "GET", $"{Web}/metrics")]
    [TestCase(0, "granted for single paths alone (blue)", "only /metrics", "who-can", "GET", "services/web:8080", "-n", "shop")]
    public async Task Pictures_say_themselves_what_admission_does(int code, string caption, string end, params string[] command)
    {
        await GenerateAsync();

        foreach (var format in (string[])["mermaid", "dot"])
        {
            var (exitCode, output, _) = await HarnessProgram.RunAsync([.. command, "--manifests", _folder["base"], "--output", format]);

            output.ShouldContain(caption);
            output.ReplaceLineEndings(" ").Replace("\\n", " ", StringComparison.Ordinal).ShouldContain(end);
            exitCode.ShouldBe(code);
        }
    }

    [TestCase(0, "As the policy says")]
    [TestCase(3, "Kubernetes 1.29 has no ValidatingAdmissionPolicy, which came with 1.30", "--kubernetes-version", "1.29")]
    public async Task Validate_judges_what_is_generated(int code, string said, params string[] more)
    {
        await GenerateAsync();

        var (exitCode, output, _) = await HarnessProgram.RunAsync(
            ["validate", "--policy", _folder["access.yaml"], "--manifests", _folder["base"], .. more]);

        output.ShouldContain(said);
        exitCode.ShouldBe(code);
    }

    [Test]
    public async Task Validate_shows_paths_that_nothing_refuses()
    {
        await GenerateAsync();
        foreach (var file in Directory.GetFiles(_folder["base/consumers"]))
        {
            var text = File.ReadAllText(file).Replace("AdmissionPolicyBinding", "AdmissionPolicyOther", StringComparison.Ordinal);
            File.WriteAllText(file, text);
        }


        var (exitCode, output, _) = await HarnessProgram.RunAsync(
            ["validate", "--policy", _folder["access.yaml"], "--manifests", _folder["base"]]);

        exitCode.ShouldBe(1);
        output.ShouldContain("no admission policy guards these paths");
        output.ShouldContain("in namespace shop at path /");
        output.ShouldContain("fix: apply the admission policy that generate prints");
    }

    private async Task GenerateAsync()
    {
        var (exitCode, _, error) = await HarnessProgram.RunAsync(
            ["generate", "--policy", _folder["access.yaml"], "--kustomize", _folder["base"]]);
        error.ShouldContain("the paths of the policy are ValidatingAdmissionPolicies, which take Kubernetes 1.30 or later");
        exitCode.ShouldBe(0);
    }
}
