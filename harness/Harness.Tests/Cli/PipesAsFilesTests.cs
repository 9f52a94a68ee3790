using Harness.Processes;
using Harness.Tests.Images;

namespace Harness.Tests.Cli;

/// <summary>An option that takes a file refuses a pipe, which nobody may ever write to, instead of waiting for it.</summary>
[Platform("Linux")]
[Parallelizable(ParallelScope.All)]
internal sealed class PipesAsFilesTests
{
    [TestCase("validate", "--manifests", ".", "--policy", "PIPE")]
    [TestCase("generate", "--policy", "PIPE")]
    [TestCase("validate", "--policy", "POLICY", "--kubeconfig", "PIPE")]
    [TestCase("who-can", "get", "pods", "--kubeconfig", "PIPE")]
    [TestCase("down", "--kubeconfig", "PIPE")]
    [TestCase("bench", "--kubeconfig", "PIPE", "--load")]
    [TestCase("bench", "--plan", "PIPE")]
    [TestCase("bench", "--service", "a/b", "--kubeconfig", "KUBECONFIG", "--load", "--method", "POST", "--may-change-data",
        "--i-own-this-target", "--body", "PIPE")]
    [TestCase("learn", "--audit", "PIPE")]
    [TestCase("learn", "--audit", "PIPE", "--follow")]
    [TestCase("validate", "--policy", "POLICY", "--audit", "PIPE", "--source", "audit")]
    [TestCase("test", "--ingress-manifest", "PIPE")]
    [CancelAfter(30_000)]
    public async Task It_is_refused_at_once(params string[] words)
    {
        using var folder = new Scratch();
        (await ProcessRunner.RunAsync("mkfifo", [folder["pipe"]])).ExitCode.ShouldBe(0);
        folder.Write("policy", "{apiVersion: harness/v1, kind: AccessPolicy, metadata: {name: p}, "
            + "spec: {scope: {namespaces: [shop]}, consumers: []}}");
        folder.Write("kubeconfig", "{apiVersion: v1, kind: Config, clusters: [{name: a, cluster: {server: 'https://127.0.0.1:1'}}], "
            + "users: [{name: a, user: {token: a}}], contexts: [{name: a, context: {cluster: a, user: a}}], current-context: a}");

        var (exitCode, _, error) = await HarnessProgram.RunAsync(
            words.Select(word => word is "PIPE" or "POLICY" or "KUBECONFIG" ? folder[word.ToLowerInvariant()] : word),
            [],
            TestContext.CurrentContext.CancellationToken);

        error.ShouldContain($"{folder["pipe"]}");
        error.ShouldContain("is no file, but a pipe, a socket or a device");
        exitCode.ShouldBe(2, error);
    }
}
