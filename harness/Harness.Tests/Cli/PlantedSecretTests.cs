using System.Text;
using System.Text.Json;
using Harness.Reports;
using Harness.Results;
using Harness.Tests.Images;
using Harness.Tests.Results;
using Harness.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Harness.Tests.Cli;

/// <summary>Secrets in a server's answers and in the user's own files, looked for in everything that comes out.</summary>
internal sealed class PlantedSecretTests
{
    private const string AdminToken = "plain-admin-token-of-no-known-form";

    /// <summary>In the text of an answer, and the part of each that must be nowhere.</summary>
    private static readonly (string Text, string Secret)[] Planted =
    [
        ("token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.cGxhbnRlZA", "eyJhbGciOiJSUzI1NiJ9"),
        ("password=planted-password-1", "planted-password-1"),
        ("""{"password":"planted-password-2"}""", "planted-password-2"),
        ("Authorization: Bearer planted-bearer-0123456789", "planted-bearer-0123456789"),
        ("Authorization: Basic cGxhbnRlZDpwYXNzd29yZA==", "cGxhbnRlZDpwYXNzd29yZA"),
        ("AKIAPLANTEDPLANTED12", "AKIAPLANTEDPLANTED12"),
        ("client-key-data: cGxhbnRlZC1rZXktZGF0YQ==", "cGxhbnRlZC1rZXktZGF0YQ"),
        ("-----BEGIN PRIVATE KEY-----\ncGxhbnRlZC1wZW0=\n-----END PRIVATE KEY-----", "cGxhbnRlZC1wZW0"),
    ];

    private static readonly string Answer = string.Join(" and ", Planted.Select(planted => planted.Text));

    [TestCase("discover")]
    [TestCase("who-can", "get", "pods")]
    [NonParallelizable]
    public async Task No_command_shows_one_that_a_server_answers_with_or_was_called_with(params string[] command)
    {
        using var authority = new Authority();
        await using var server = await LoopbackServer.StartAsync(AnswerAsync, authority.ForLoopback());
        using var scratch = new Scratch();
        var trusted = Convert.ToBase64String(Encoding.UTF8.GetBytes(authority.PublicPem));
        var kubeconfig = scratch.Write("kubeconfig", $$"""
            {"current-context": "c", "contexts": [{"name": "c", "context": {"cluster": "c", "user": "u"} }],
             "clusters": [{"name": "c", "cluster": {"server": "{{server.Url}}", "certificate-authority-data": "{{trusted}}"} }],
             "users": [{"name": "u", "user": {"token": "{{AdminToken}}"} }] }
            """);

        var (_, output, error) = await HarnessProgram.RunAsync([.. command, "--kubeconfig", kubeconfig]);

        error.ShouldContain(SecretMask.Masked);
        ShouldHoldNone(output + error);
    }

    [Test]
    public void No_file_of_a_run_holds_one_wherever_an_answer_went()
    {
        using var runs = new TemporaryRuns();
        var folder = runs.Create();
        folder.UpdateManifest(manifest => manifest with { State = RunState.Aborted, StateReason = Answer, Command = Answer });
        folder.AddScenario(Sample.Scenario("A.B", ScenarioOutcome.Failed, "C1") with
        {
            Reason = Answer,
            Observations = [new Observation(Answer, Answer, Answer, false, Answer)],
            Cells = [new MatrixCell(Answer, Answer, Answer, Answer, Answer)],
            Measurements = [],
        });
        folder.AddBenchmark(Sample.Benchmark(Answer));

        ReportWriter.WriteAll(folder);

        var files = Directory.GetFiles(folder.FullPath);
        files.Select(Path.GetFileName).ShouldBe(
            [".lock", "benchmarks.json", "junit.xml", "report.html", "report.md", "run.json", "scenarios.json"], ignoreOrder: true);
        foreach (var file in files)
            ShouldHoldNone(File.ReadAllText(file));
    }

    private static Task AnswerAsync(HttpContext context) => context.Request.Path.StartsWithSegments("/version")
        ? LoopbackServer.Always(200, """{"gitVersion":"v1.34.1"}""")(context)
        : LoopbackServer.Always(500, JsonSerializer.Serialize(
            new { kind = "Status", apiVersion = "v1", status = "Failure", reason = "InternalError", message = Answer }))(context);

    private static void ShouldHoldNone(string text) =>
        Planted.Select(planted => planted.Secret).Append(AdminToken).Where(text.Contains).ShouldBeEmpty();
}
