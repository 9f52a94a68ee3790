using System.Diagnostics;
using Harness.Processes;

namespace Harness.Cli.Terminal;

/// <summary>Shows a page in the user's browser, where there is a desktop to show it on.</summary>
internal static class Desktop
{
    private const string Detached = "exec \"$0\" \"$1\" >/dev/null 2>&1 </dev/null &";

    /// <summary>Opens a file or an address, or says why not and where it is.</summary>
    public static void Open(string what)
    {
        if (WhyNot() is { } reason)
        {
            Screen.Say($"not opened, as {reason}: {what}");
            return;
        }

        try
        {
            using var opening = Process.Start(Opener(what));
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            Screen.Say($"not opened ({failure.Message}): {what}");
        }
    }

    /// <summary>Why no browser is started; null where one is.</summary>
    private static string? WhyNot() => WhyNot(
        Environment.IsPrivilegedProcess, OperatingSystem.IsLinux(), Environment.GetEnvironmentVariable, name => ProgramPath.Find(name));

    /// <inheritdoc cref="WhyNot()"/>
    internal static string? WhyNot(bool isRoot, bool isLinux, Func<string, string?> variable, Func<string, string?> find) =>
        isRoot ? "no browser is started as root"
        : !isLinux ? null
        : string.IsNullOrEmpty(variable("DISPLAY")) && string.IsNullOrEmpty(variable("WAYLAND_DISPLAY")) ? "there is no desktop here"
        : find("xdg-open") is null ? "xdg-open is not installed"
        : null;

    private static ProcessStartInfo Opener(string what) => OperatingSystem.IsWindows()
        ? new ProcessStartInfo(what) { UseShellExecute = true }
        // Detached, and without this terminal: browsers go on for long, and write about it.
        : new ProcessStartInfo("sh", ["-c", Detached, OperatingSystem.IsMacOS() ? "open" : "xdg-open", what]);
}
