using System.Globalization;
using System.Text;

namespace Harness.Load.Engine;

/// <summary>What an answer's head says about status and length; of other headers, only the form is checked.</summary>
internal sealed class AnswerHead
{
    private bool _isOld;
    private bool _closes;
    private bool _staysOpen;

    public int Status { get; private set; }

    /// <summary>Content-Length; null where there is none.</summary>
    public long? Length { get; private set; }

    public bool IsChunked { get; private set; }

    /// <summary>HTTP/1.1 unless it says close; HTTP/1.0 only if it says keep-alive.</summary>
    public bool KeepsAlive => !_closes && (!_isOld || _staysOpen);

    /// <summary>Why the headers do not go together; null where they do.</summary>
    public string? Contradiction => IsChunked && Length is not null ? "it has two lengths, Content-Length and chunks" : null;

    public void Clear()
    {
        Status = 0;
        Length = null;
        IsChunked = _isOld = _closes = _staysOpen = false;
    }

    /// <summary>Reads the first line.</summary>
    /// <returns>What is wrong with it; null for nothing.</returns>
    public string? ReadStatus(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("HTTP/1."u8) || line.Length < 12 || line[7] is not ((byte)'0' or (byte)'1') || line[8] != ' ')
            return "it does not begin with HTTP/1.1";
        _isOld = line[7] == '0';
        var (hundreds, tens, ones) = (line[9] - '0', line[10] - '0', line[11] - '0');
        if (hundreds is < 1 or > 9 || tens is < 0 or > 9 || ones is < 0 or > 9 || (line.Length > 12 && line[12] != ' '))
            return "its status is no number of three digits";
        Status = (hundreds * 100) + (tens * 10) + ones;
        return null;
    }

    /// <summary>Reads one header line.</summary>
    /// <returns>What is wrong with it; null for nothing.</returns>
    public string? ReadHeader(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[0] is (byte)' ' or (byte)'\t' || line[colon - 1] is (byte)' ' or (byte)'\t')
            return "a header has no name";
        var name = line[..colon];
        // The three that matter, told apart by their lengths first: most headers are none of them.
        return name.Length switch
        {
            14 when Ascii.EqualsIgnoreCase(name, "Content-Length"u8) => ReadLength(Value(line, colon)),
            17 when Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8) => ReadCoding(Value(line, colon)),
            10 when Ascii.EqualsIgnoreCase(name, "Connection"u8) => ReadConnection(Value(line, colon)),
            _ => null,
        };
    }

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> line, int colon) => line[(colon + 1)..].Trim(" \t"u8);

    private string? ReadLength(ReadOnlySpan<byte> value)
    {
        if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || (Length ?? length) != length)
            return "its Content-Length is no number, or several";
        Length = length;
        return null;
    }

    private string? ReadCoding(ReadOnlySpan<byte> value)
    {
        if (IsChunked || !Ascii.EqualsIgnoreCase(value, "chunked"u8))
            return "its Transfer-Encoding is another one than chunked, which nobody asked for";
        IsChunked = true;
        return null;
    }

    private string? ReadConnection(ReadOnlySpan<byte> value)
    {
        foreach (var range in value.Split((byte)','))
        {
            var option = value[range].Trim(" \t"u8);
            _closes |= Ascii.EqualsIgnoreCase(option, "close"u8);
            _staysOpen |= Ascii.EqualsIgnoreCase(option, "keep-alive"u8);
        }

        return null;
    }
}
