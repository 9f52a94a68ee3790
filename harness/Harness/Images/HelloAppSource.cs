using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Harness.Images;

/// <summary>A digest of everything that hello-app's image is made from.</summary>
internal static class HelloAppSource
{
    // Raise it when this builder makes a different image from the same source.
    private const string BuilderVersion = "1";

    private static readonly string[] SharedFiles = ["Directory.Build.props", "Directory.Packages.props", "global.json"];

    /// <summary>What hello-app's webhook decides by: its project compiles these in.</summary>
    internal static IEnumerable<string> RuleFiles(HarnessFolders folders) =>
    [
        Path.Combine(folders.PathRuleSource, "Questions", "CallPath.cs"),
        Path.Combine(folders.PathRuleSource, "Admission", "PathLookup.cs"),
        Path.Combine(folders.PathRuleSource, "Admission", "PathRule.cs"),
    ];

    /// <summary>SHA-256 in lower-case hexadecimal digits. What builds leave behind (bin, obj) does not count.</summary>
    /// <exception cref="HarnessException">The source is not there.</exception>
    public static string Hash(HarnessFolders folders, Platform platform)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Encoding.UTF8.GetBytes(BuilderVersion));
        Append(hash, Encoding.UTF8.GetBytes(platform.RuntimeIdentifier));
        foreach (var path in Sources(folders).Order(StringComparer.Ordinal))
        {
            Append(hash, Encoding.UTF8.GetBytes(Path.GetRelativePath(folders.Source, path).Replace('\\', '/')));
            Append(hash, File.ReadAllBytes(path));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Each part with its length before it: otherwise a name's end could pass for a content's beginning.</summary>
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }

    private static IEnumerable<string> Sources(HarnessFolders folders) =>
    [
        .. Sources(folders.HelloAppSource),
        .. Sources(folders.LoadEngineSource),
        .. RuleFiles(folders).Where(File.Exists),
        .. SharedFiles.Select(name => Path.Combine(folders.Source, name)).Where(File.Exists),
    ];

    private static IEnumerable<string> Sources(string folder)
    {
        if (!Directory.Exists(folder))
            throw HarnessException.BadInput($"hello-app's image is also made from {folder}, which does not exist; restore that folder");
        var below = Directory.EnumerateDirectories(folder).Where(path => Path.GetFileName(path) is not ("bin" or "obj"));
        return Directory.EnumerateFiles(folder).Concat(below.SelectMany(Sources));
    }
}
