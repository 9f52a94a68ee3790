using Harness.Clusters.Node;
using Harness.Tests.Images;

namespace Harness.Tests.Clusters.Node;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ServerVersionTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public ServerVersionTests()
    {
        foreach (var name in ServerPrograms.Needed)
            Answer(name, "echo Kubernetes v1.36.2");
    }

    [Test]
    public async Task It_is_what_all_of_them_say() => (await AskAsync()).ShouldBe("1.36.2");

    [Test]
    public async Task Programs_of_two_versions_are_refused_and_named()
    {
        Answer("kubelet", "echo Kubernetes v1.35.0");

        (await RefusalAsync()).ShouldStartWith("--kubernetes x: its programs are of several versions: kube-apiserver 1.36.2, ");
    }

    [TestCase("echo hello", "hello")]
    [TestCase("echo Kubernetes vNext", "Kubernetes vNext")]
    [TestCase("echo Kubernetes v1.036.3", "v1.036.3")]
    [TestCase("echo Kubernetes v2.0.1", "v2.0.1")]
    [TestCase("printf 'Kubernetes v1.36.3\\tevil=1\\n'", "evil=1")]
    [TestCase("yes Kubernetes", "Kubernetes")]
    [TestCase("head -c 100000000 /dev/zero", "answered ")]
    [TestCase("echo 'flag provided but not defined' >&2; exit 2", "flag provided but not defined")]
    [TestCase("printf '\\033[31mred'", "red")]
    public async Task One_that_does_not_say_is_refused_with_what_it_said(string body, string said)
    {
        Answer("kube-proxy", body);

        var refusal = await RefusalAsync();

        refusal.ShouldStartWith("--kubernetes x: its kube-proxy does not say which version it is: kube-proxy --version answered ");
        refusal.ShouldContain(said);
        refusal.ShouldNotContain('\u001b');
    }

    [Test]
    public async Task One_that_is_too_old_is_refused()
    {
        Answer("kube-apiserver", "echo Kubernetes v1.19.9");

        (await RefusalAsync()).ShouldEndWith("its kube-apiserver is 1.19.9; the oldest that a node can be made of is 1.20");
    }

    [Test]
    public async Task A_child_that_holds_its_output_open_is_not_waited_for()
    {
        Answer("kube-proxy", "sleep 300 & echo Kubernetes v1.36.2");

        (await AskAsync()).ShouldBe("1.36.2");
    }

    public void Dispose() => _scratch.Dispose();

    private void Answer(string name, string body)
    {
        var program = _scratch.Write(name, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private Task<string> AskAsync() => ServerVersion.OfAsync(_scratch.Root, "--kubernetes x", CancellationToken.None);

    private async Task<string> RefusalAsync()
    {
        var refusal = await Should.ThrowAsync<HarnessException>(AskAsync);
        refusal.Kind.ShouldBe(FailureKind.BadInput);
        return refusal.Message;
    }
}
