using System.Text;

namespace Harness.Load.Engine;

/// <summary>Looks for a text in a body that comes in parts, without keeping the parts.</summary>
internal sealed class MarkerSearch
{
    private readonly byte[] _marker;
    private readonly byte[] _seam;
    private int _kept;

    /// <summary>A text in UTF-8; the empty one is found in every body.</summary>
    public MarkerSearch(string marker)
    {
        _marker = Encoding.UTF8.GetBytes(marker);
        _seam = new byte[Math.Max(0, 2 * (_marker.Length - 1))];
        Begin();
    }

    /// <summary>Whether it was found since the beginning.</summary>
    public bool IsFound { get; private set; }

    /// <summary>A new body.</summary>
    public void Begin()
    {
        IsFound = _marker.Length == 0;
        _kept = 0;
    }

    /// <summary>The body's next part.</summary>
    public void Feed(ReadOnlySpan<byte> part)
    {
        if (IsFound)
            return;
        IsFound = part.IndexOf(_marker) >= 0 || IsOnSeam(part);
        if (!IsFound)
            KeepEnd(part);
    }

    /// <summary>Whether it begins in what was kept of earlier parts, and ends in this one.</summary>
    private bool IsOnSeam(ReadOnlySpan<byte> part)
    {
        if (_kept == 0)
            return false;
        var head = part[..Math.Min(part.Length, _marker.Length - 1)];
        head.CopyTo(_seam.AsSpan(_kept));
        return _seam.AsSpan(0, _kept + head.Length).IndexOf(_marker) >= 0;
    }

    private void KeepEnd(ReadOnlySpan<byte> part)
    {
        var most = _marker.Length - 1;
        var ofPart = Math.Min(part.Length, most);
        var ofKept = Math.Min(_kept, most - ofPart);
        _seam.AsSpan(_kept - ofKept, ofKept).CopyTo(_seam);
        part[^ofPart..].CopyTo(_seam.AsSpan(ofKept));
        _kept = ofKept + ofPart;
    }
}
