using Harness.Results;

namespace Harness.Reports.Html.Sections;

/// <summary>Pictures as part of the page, as long as they do not make it too heavy to mail.</summary>
/// <param name="read">Reads an attached file.</param>
internal sealed class Pictures(Func<Attachment, byte[]?> read)
{
    /// <summary>Bytes of all pictures together: in the page each takes a third more.</summary>
    public const int Budget = 450 * 1024;

    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
    private int _left = Budget;

    /// <summary>Whether a file may be one that <see cref="Of"/> shows.</summary>
    public static bool IsPicture(Attachment attachment) => attachment.File.EndsWith(".png", StringComparison.OrdinalIgnoreCase);

    /// <summary>The picture's address, which is the picture itself; or why there is none.</summary>
    public (string Address, string Why) Of(Attachment attachment)
    {
        var content = read(attachment);
        if (content is null)
            return ("", "the file is not there any more");
        if (!content.AsSpan().StartsWith(Png))
            return ("", "the file is not a PNG");
        if (content.Length > _left)
            return ("", "the page would be too heavy: the link leads to it");
        _left -= content.Length;
        return ($"data:image/png;base64,{Convert.ToBase64String(content)}", "");
    }
}
