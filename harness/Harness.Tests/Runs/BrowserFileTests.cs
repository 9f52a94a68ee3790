using Harness.Runs;
using Harness.Tests.Images;
using Harness.Tests.Support;

namespace Harness.Tests.Runs;

[NonParallelizable]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class BrowserFileTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Test]
    public void The_first_on_the_PATH_is_taken()
    {
        var (chrome, _) = (_scratch.Write("a/google-chrome", ""), _scratch.Write("b/chromium", ""));
        using var environment = new ProcessEnvironment(("PATH", $"{_scratch["nowhere"]}:{_scratch["a"]}:{_scratch["b"]}"));

        BrowserFile.Find(null).ShouldBe(chrome);
    }

    [Test]
    public void Of_one_folder_chromium_is_taken()
    {
        var (_, chromium) = (_scratch.Write("a/google-chrome", ""), _scratch.Write("a/chromium", ""));
        using var environment = new ProcessEnvironment(("PATH", _scratch["a"]));

        BrowserFile.Find(null).ShouldBe(chromium);
    }

    [Test]
    public void The_named_one_is_taken_before_any_on_the_PATH()
    {
        _scratch.Write("a/chromium", "");
        var mine = _scratch.Write("mine", "");
        using var environment = new ProcessEnvironment(("PATH", _scratch["a"]));

        BrowserFile.EnsureThere(mine);

        BrowserFile.Find(mine).ShouldBe(mine);
    }

    [Test]
    public void Without_any_there_is_none_and_that_is_no_bad_input()
    {
        using var environment = new ProcessEnvironment(("PATH", _scratch.Root));

        BrowserFile.EnsureThere(null);

        BrowserFile.Find(null).ShouldBeNull();
    }

    [Test]
    public void A_named_one_that_is_not_there_is_bad_input()
    {
        var refusal = Should.Throw<HarnessException>(() => BrowserFile.EnsureThere(_scratch["gone"]));

        refusal.Kind.ShouldBe(FailureKind.BadInput);
        refusal.Message.ShouldStartWith($"the browser {_scratch["gone"]} (--browser, HARNESS_BROWSER) is not a file; ");
    }
}
