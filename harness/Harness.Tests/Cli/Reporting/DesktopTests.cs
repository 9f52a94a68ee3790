using Harness.Cli.Terminal;

namespace Harness.Tests.Cli.Reporting;

internal sealed class DesktopTests
{
    [TestCase(true, true, "DISPLAY", true, "no browser is started as root")]
    [TestCase(true, false, "", false, "no browser is started as root")]
    [TestCase(false, true, "", true, "there is no desktop here")]
    [TestCase(false, true, "DISPLAY", false, "xdg-open is not installed")]
    [TestCase(false, true, "DISPLAY", true, null)]
    [TestCase(false, true, "WAYLAND_DISPLAY", true, null)]
    [TestCase(false, false, "", false, null, Description = "macOS and Windows have both")]
    public void A_browser_is_started_on_a_desktop_alone_and_never_as_root(
        bool isRoot, bool isLinux, string set, bool hasOpener, string? reason) => Desktop.WhyNot(
            isRoot, isLinux, name => name == set ? ":0" : null, name => hasOpener && name == "xdg-open" ? "/usr/bin/xdg-open" : null)
            .ShouldBe(reason);
}
