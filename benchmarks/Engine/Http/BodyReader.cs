using System.Runtime.CompilerServices;
using System.Text;

namespace Harness.Load.Engine;

/// <summary>Reads a body to its end and looks for a marker on the way, in one small buffer that one copy reuses.</summary>
internal sealed class BodyReader
{
    private const int ReadAtOnce = 4096;
    private readonly byte[] _marker;
    private readonly byte[] _buffer;

    public BodyReader(string marker)
    {
        _marker = Encoding.UTF8.GetBytes(marker);
        _buffer = new byte[ReadAtOnce + _marker.Length];
    }

    /// <summary>Whether the marker is in the body; the body is read to its end either way, so that the connection is reused.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> FindMarkerAsync(HttpContent content, CancellationToken cancellationToken)
    {
        // Not ReadAsStreamAsync: it makes a task for each answer; neither reads from the socket yet.
        var body = content.ReadAsStream(cancellationToken);
        var found = _marker.Length == 0;
        var kept = 0;
        while (true)
        {
            var read = await body.ReadAsync(_buffer.AsMemory(kept), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                return found;
            found = found || _buffer.AsSpan(0, kept + read).IndexOf(_marker) >= 0;
            kept = KeepTail(kept + read);
        }
    }

    /// <summary>Keeps the last bytes at hand: the marker may begin in them and end in the next read.</summary>
    private int KeepTail(int filled)
    {
        var tail = Math.Min(filled, Math.Max(0, _marker.Length - 1));
        _buffer.AsSpan(filled - tail, tail).CopyTo(_buffer);
        return tail;
    }
}
