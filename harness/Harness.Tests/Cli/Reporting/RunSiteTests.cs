using Harness.Results;
using Harness.Tests.Results;

namespace Harness.Tests.Cli.Reporting;

/// <summary><c>report serve</c>, as a browser sees it, and as somebody else's page or program does.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class RunSiteTests
{
    [Test]
    public async Task The_list_leads_to_each_runs_report_made_anew_and_to_its_files()
    {
        await using var served = new ServedRuns();
        var run = Complete(served);

        (await served.GetAsync(served.Site.Home)).ShouldSatisfyAllConditions(
            page => page.ShouldStartWith("HTTP/1.1 200"),
            page => page.ShouldContain($"href=\"runs/{run.Id}/report.html\""));
        (await served.GetAsync($"{served.Site.Home}runs/{run.Id}/report.html")).ShouldSatisfyAllConditions(
            page => page.ShouldStartWith("HTTP/1.1 200"),
            page => page.ShouldContain("As expected: 1 scenario passed"));
        (await served.GetAsync($"{served.Site.Home}runs/{run.Id}/run.json")).ShouldContain("\"schemaVersion\": 1");
        File.Exists(Path.Combine(run.FullPath, "report.html")).ShouldBeFalse("it changes nothing");
    }

    [Test]
    public async Task A_run_that_cannot_be_read_is_named_with_the_file()
    {
        await using var served = new ServedRuns();
        var run = Complete(served);
        await File.WriteAllTextAsync(Path.Combine(run.FullPath, "scenarios.json"), "{");

        (await served.GetAsync(served.Site.Home)).ShouldContain("scenarios.json");
        (await served.GetAsync($"{served.Site.Home}runs/{run.Id}/report.html")).ShouldSatisfyAllConditions(
            page => page.ShouldStartWith("HTTP/1.1 422"),
            page => page.ShouldContain("scenarios.json"));
    }

    [TestCase("", Description = "without the secret")]
    [TestCase("0123456789abcdef0123456789abcdef/")]
    [TestCase("{home}/../")]
    [TestCase("{home}runs/")]
    [TestCase("{home}runs/{run}/")]
    [TestCase("{home}runs/{run}/attachments/")]
    [TestCase("{home}runs/{run}/../../secret.txt")]
    [TestCase("{home}runs/{run}/..%2f..%2fsecret.txt")]
    [TestCase("{home}runs/{run}/%2e%2e/%2e%2e/secret.txt")]
    [TestCase("{home}runs/{run}/..%5c..%5csecret.txt")]
    [TestCase("{home}runs/..%2fruns/{run}/run.json")]
    [TestCase("{home}runs/{run}//run.json")]
    [TestCase("{home}runs/{run}/out/secret.txt", Description = "a link")]
    [TestCase("{home}runs/{run}/secret.txt", Description = "a link to a file")]
    [TestCase("{home}runs/{run}/.lock", Description = "hidden")]
    [TestCase("{home}runs/../secret.txt/report.html")]
    public async Task Nothing_else_is_served(string path)
    {
        await using var served = new ServedRuns();
        var run = Complete(served);
        var secret = Path.Combine(served.Runs.Reports, "secret.txt");
        await File.WriteAllTextAsync(secret, "planted");
        Directory.CreateDirectory(Path.Combine(run.FullPath, "attachments", "a"));
        Directory.CreateSymbolicLink(Path.Combine(run.FullPath, "out"), served.Runs.Reports);
        File.CreateSymbolicLink(Path.Combine(run.FullPath, "secret.txt"), secret);

        var home = served.Site.Home;
        var answer = await served.GetAsync(path.Length == 0 || char.IsDigit(path[0])
            ? $"/{path}"
            : path.Replace("{home}", home, StringComparison.Ordinal).Replace("{run}", run.Id, StringComparison.Ordinal));

        answer.ShouldStartWith("HTTP/1.1 404");
        answer.ShouldNotContain("planted");
    }

    [Test]
    public async Task Every_answer_tells_the_browser_what_not_to_do()
    {
        await using var served = new ServedRuns();
        var run = Complete(served);
        await File.WriteAllTextAsync(Path.Combine(run.FullPath, "hostile.html"), "<script>alert(1)</script>");

        foreach (var path in (string[])[served.Site.Home, "/", $"{served.Site.Home}runs/{run.Id}/hostile.html"])
        {
            (await served.GetAsync(path)).ShouldSatisfyAllConditions(
                answer => answer.ShouldContain("\r\nX-Content-Type-Options: nosniff\r\n"),
                answer => answer.ShouldContain("\r\nReferrer-Policy: no-referrer\r\n"),
                answer => answer.ShouldContain("\r\nCache-Control: no-store\r\n"),
                answer => answer.ShouldContain("\r\nContent-Security-Policy: default-src 'none'; "));
        }

        (await served.GetAsync($"{served.Site.Home}runs/{run.Id}/hostile.html")).ShouldContain("default-src 'none'; sandbox;");
    }

    [Test]
    public async Task Any_two_runs_are_compared_and_a_name_that_is_no_run_of_the_list_is_refused()
    {
        await using var served = new ServedRuns();
        var (one, other) = (Complete(served), Complete(served));

        (await served.GetAsync($"{served.Site.Home}compare?before={one.Id}&after={other.Id}")).ShouldSatisfyAllConditions(
            answer => answer.ShouldStartWith("HTTP/1.1 200"),
            answer => answer.ShouldContain(one.Id),
            answer => answer.ShouldContain(other.Id));
        (await served.GetAsync($"{served.Site.Home}compare?before={one.Id}&after=..%2f..")).ShouldStartWith("HTTP/1.1 422");
        (await served.GetAsync($"{served.Site.Home}compare?before={one.Id}&after={one.Id}")).ShouldContain("twice: name two runs");
        (await served.GetAsync($"{served.Site.Home}compare")).ShouldStartWith("HTTP/1.1 422");
    }

    [Test]
    public async Task Figures_are_followed_from_run_to_run_where_there_are_any()
    {
        await using var served = new ServedRuns();
        (await served.GetAsync($"{served.Site.Home}trend")).ShouldStartWith("HTTP/1.1 404");
        Complete(served);
        Complete(served);

        (await served.GetAsync($"{served.Site.Home}trend")).ShouldSatisfyAllConditions(
            answer => answer.ShouldStartWith("HTTP/1.1 200"),
            answer => answer.ShouldContain("<svg"));
    }

    private static RunFolder Complete(ServedRuns served)
    {
        var run = served.Runs.Create();
        run.AddScenario(Sample.Scenario("A"));
        run.AddBenchmark(Sample.Benchmark("quick"));
        run.UpdateManifest(manifest => manifest with { State = RunState.Complete });
        return run;
    }
}
