using System.Buffers;
using System.Globalization;
using System.Text;

namespace Harness.Rbac.Yaml;

/// <summary>The text of a YAML file: UTF-8 of bounded size, without characters that YAML does not know.</summary>
/// <param name="File">Its path as the user gave it; <c>-</c> for standard input.</param>
/// <param name="Text">Its text, without a byte order mark.</param>
/// <param name="FirstLine">The line of the file that it begins on; not 1 for a document of several.</param>
internal sealed record YamlInput(string File, string Text, int FirstLine = 1)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // https://yaml.org/spec/1.1/#id868524, less the line breaks and the tab.
    private static readonly SearchValues<char> Unprintable = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(code => (char)code)
            .Where(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r' or '\x85')), '\uFFFE', '\uFFFF']);

    /// <summary>Reads a file; one that is too large is refused by its size.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="limits">How much is read.</param>
    /// <param name="problems">Where problems go.</param>
    /// <param name="called">What messages and places call it; null for its path.</param>
    /// <returns>The text; null when a problem was found.</returns>
    public static YamlInput? ReadFile(string path, YamlLimits limits, InputProblems problems, string? called = null)
    {
        var file = called ?? path;
        try
        {
            if (Directory.Exists(path))
                return Refuse(problems, new SourceLocation(file, 1), "is a folder; give a file");
            using var stream = RegularFile.Open(path);
            return stream.CanSeek && stream.Length > limits.Bytes
                ? Refuse(problems, new SourceLocation(file, 1), TooLarge(limits, stream.Length))
                : Read(file, stream, limits, problems);
        }
        catch (Exception unreadable) when (
            unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Refuse(problems, new SourceLocation(file, 1), $"cannot be read: {RegularFile.Reason(unreadable)}");
        }
    }

    /// <summary>Reads a stream, and no further than the limit.</summary>
    /// <returns>The text; null when a problem was found.</returns>
    public static YamlInput? Read(string file, Stream stream, YamlLimits limits, InputProblems problems)
    {
        using var buffer = new MemoryStream(stream.CanSeek ? (int)Math.Min(stream.Length, limits.Bytes) : 0);
        var chunk = new byte[1 << 16];
        for (int read; buffer.Length <= limits.Bytes && (read = stream.Read(chunk)) > 0;)
            buffer.Write(chunk, 0, read);
        return buffer.Length <= limits.Bytes
            ? Decode(file, buffer.GetBuffer().AsSpan(0, (int)buffer.Length), problems)
            : Refuse(problems, new SourceLocation(file, 1), TooLarge(limits, null));
    }

    /// <summary>Decodes bytes.</summary>
    /// <returns>The text; null when a problem was found.</returns>
    public static YamlInput? Decode(string file, ReadOnlySpan<byte> bytes, InputProblems problems)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return Refuse(problems, new SourceLocation(file, 1), "is UTF-16; save it as UTF-8");
        if (bytes is [0xEF, 0xBB, 0xBF, ..])
            bytes = bytes[3..];
        try
        {
            var text = Strict.GetString(bytes);
            var at = text.AsSpan().IndexOfAny(Unprintable);
            return at < 0
                ? new YamlInput(file, text)
                : Refuse(problems, Place(file, text.AsSpan(0, at)),
                    $"holds the control character U+{(int)text[at]:X4}; remove it, or write it as an escape in quotes");
        }
        catch (DecoderFallbackException invalid)
        {
            var before = Encoding.UTF8.GetString(bytes[..Math.Max(0, invalid.Index)]);
            return Refuse(problems, Place(file, before), "is not valid UTF-8; save it as UTF-8");
        }
    }

    /// <summary>A place in it.</summary>
    public SourceLocation At(YamlDotNet.Core.Mark mark) =>
        new(File, FirstLine - 1 + (int)Math.Clamp(mark.Line, 1, int.MaxValue), (int)Math.Clamp(mark.Column, 1, int.MaxValue));

    private static YamlInput? Refuse(InputProblems problems, SourceLocation at, string why)
    {
        problems.Add(at, why);
        return null;
    }

    private static SourceLocation Place(string file, ReadOnlySpan<char> before) =>
        new(file, before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));

    private static string TooLarge(YamlLimits limits, long? size) => string.Create(
        CultureInfo.InvariantCulture,
        $"is {(size is { } bytes ? $"{bytes / 1048576.0:0.0} MiB, more" : "larger")} than the limit of {limits.Bytes >> 20} MiB; split it");
}
