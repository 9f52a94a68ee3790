using System.Text;
using System.Text.Unicode;

namespace Harness.Results;

/// <summary>Content of a file from outside, without what looks like a secret.</summary>
internal static class MaskedContent
{
    /// <summary>Text masked; a picture, or anything else that is not UTF-8, as it is.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> content) => IsText(content.Span)
        ? Encoding.UTF8.GetBytes(SecretMask.Of(Encoding.UTF8.GetString(content.Span)))
        : content;

    private static bool IsText(ReadOnlySpan<byte> content) => !content.Contains((byte)0) && Utf8.IsValid(content);
}
