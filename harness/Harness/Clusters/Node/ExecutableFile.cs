using System.Buffers.Binary;
using Harness.Images;

namespace Harness.Clusters.Node;

/// <summary>Tells a Linux program by its header. Source: https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html</summary>
internal static class ExecutableFile
{
    private const int MachineAt = 18;
    private static readonly byte[] Magic = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]; // 64 bits, little-endian
    private static readonly Dictionary<int, string> Machines = new() { [62] = "amd64", [183] = "arm64" };

    /// <summary>Makes sure that a file is a program of this machine's architecture, and may be run.</summary>
    /// <param name="file">The file; its mode is set.</param>
    /// <param name="origin">Where it came from, for the message.</param>
    /// <exception cref="HarnessException">It is not (exit code 2).</exception>
    public static void Ensure(string file, string origin)
    {
        var header = new byte[20];
        using (var content = File.OpenRead(file))
            content.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        var here = Platform.OfThisMachine().Architecture;
        var machine = header.AsSpan().StartsWith(Magic)
            ? Machines.GetValueOrDefault(BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(MachineAt)), "another machine")
            : null;
        if (machine != here)
        {
            throw HarnessException.BadInput($"{origin}: its {Path.GetFileName(file)} is "
                + (machine is null ? "no program for Linux" : $"a program for {machine}, and this machine is {here}"));
        }

        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
    }
}
