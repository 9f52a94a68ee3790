using System.Text;

namespace Harness.Load.Engine;

/// <summary>
/// Reads who answered from the beginning of a body: the rest of the line behind a text. A name that was seen before costs no memory.
/// </summary>
/// <param name="before">The text, in UTF-8.</param>
internal sealed class BodyLabel(string before)
{
    /// <summary>Only so much of a body is looked at.</summary>
    public const int Looked = 1024;

    /// <summary>Names beyond so many are not remembered: they are no names of servers.</summary>
    private const int Most = 1000;

    private readonly byte[] _before = Encoding.UTF8.GetBytes(before);
    private readonly byte[] _start = new byte[Looked];
    private readonly List<(byte[] Bytes, string Text)> _known = [];
    private int _length;

    /// <summary>A new body.</summary>
    public void Begin() => _length = 0;

    /// <summary>The body's next part.</summary>
    public void Feed(ReadOnlySpan<byte> part)
    {
        var room = _start.AsSpan(_length);
        part = part[..Math.Min(part.Length, room.Length)];
        part.CopyTo(room);
        _length += part.Length;
    }

    /// <summary>The name; null where the body has none.</summary>
    public string? Read()
    {
        ReadOnlySpan<byte> start = _start.AsSpan(0, _length);
        if (start.IndexOf(_before) is not (>= 0 and var at))
            return null;
        var name = start[(at + _before.Length)..];
        if (name.IndexOfAny((byte)'\n', (byte)'\r') is >= 0 and var end)
            name = name[..end];
        foreach (var (bytes, text) in _known)
        {
            if (name.SequenceEqual(bytes))
                return text;
        }

        var found = Encoding.UTF8.GetString(name);
        if (_known.Count < Most)
            _known.Add((name.ToArray(), found));
        return found;
    }
}
