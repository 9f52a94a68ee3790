using System.Runtime.Versioning;
using Harness.Files;
using Harness.Processes;
using Harness.Tests.Images;

namespace Harness.Tests.Files;

[Platform("Linux")]
[UnsupportedOSPlatform("windows")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class CachedProgramTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly string _program;

    public CachedProgramTests()
    {
        Directory.CreateDirectory(_scratch["cache"], (UnixFileMode)0b111_101_101);
        _program = _scratch.Write("cache/program", "#!/bin/sh");
        File.SetUnixFileMode(_program, (UnixFileMode)0b111_101_101);
    }

    [Test]
    public async Task One_that_is_as_it_was_built_may_be_run()
    {
        await CachedProgram.RecordAsync(_program, CancellationToken.None);

        await EnsureAsync();

        File.ReadAllText(_scratch["cache.program.sha256"]).ShouldBe("3af71adb278ad4af33c144b78fa1ae708da03b773d98324ae991a7daedb53ca2\n");
    }

    [Test]
    public async Task One_that_was_changed_since_is_not_run()
    {
        await EnsureAsync(); // recorded at first sight
        File.AppendAllText(_program, "\necho planted");

        (await Should.ThrowAsync<HarnessException>(EnsureAsync)).Message.ShouldStartWith($"{_program} is not what was built");
    }

    [TestCase("program")]
    [TestCase("")]
    public async Task One_that_others_may_write_or_replace_is_not_run(string path)
    {
        File.SetUnixFileMode(_scratch[$"cache/{path}"], (UnixFileMode)0b111_111_111);

        (await Should.ThrowAsync<HarnessException>(EnsureAsync)).Message.ShouldContain("others may have written it");
    }

    [Test]
    public async Task One_that_is_another_users_is_not_run()
    {
        Assume.That(Environment.IsPrivilegedProcess, "only root can give a file away");
        (await ProcessRunner.RunAsync("chown", ["65534", _program])).ExitCode.ShouldBe(0);

        (await Should.ThrowAsync<HarnessException>(EnsureAsync)).Message.ShouldContain("others may have written it");
    }

    [Test]
    public async Task A_link_is_not_run()
    {
        File.Move(_program, _scratch["elsewhere"]);
        File.CreateSymbolicLink(_program, _scratch["elsewhere"]);

        await Should.ThrowAsync<HarnessException>(EnsureAsync);
    }

    public void Dispose() => _scratch.Dispose();

    private Task EnsureAsync() => CachedProgram.EnsureAsync(_program, CancellationToken.None);
}
