using System.Runtime.InteropServices;

namespace Harness.Images;

/// <summary>What a native image is built for, in .NET's words and in those of container images.</summary>
/// <param name="RuntimeIdentifier">.NET's name, e.g. <c>linux-x64</c>.</param>
/// <param name="Architecture">The image's, e.g. <c>amd64</c>.</param>
internal sealed record Platform(string RuntimeIdentifier, string Architecture)
{
    /// <summary>The platform of this machine: the native compiler builds for no other.</summary>
    /// <exception cref="HarnessException">Container nodes do not run on it.</exception>
    public static Platform OfThisMachine()
    {
        if (!OperatingSystem.IsLinux())
            throw Unsupported(RuntimeInformation.OSDescription);
        return RuntimeInformation.OSArchitecture switch
        {
            System.Runtime.InteropServices.Architecture.X64 => new Platform("linux-x64", "amd64"),
            System.Runtime.InteropServices.Architecture.Arm64 => new Platform("linux-arm64", "arm64"),
            var other => throw Unsupported($"Linux on {other}"),
        };
    }

    private static HarnessException Unsupported(string what) => HarnessException.Undecided(
        $"images can be built on Linux on x64 or arm64 only, and this is {what}; run Harness there");
}
