using System.Text;

namespace HelloApp.Load;

/// <summary>The first answer of a run, from which the caller sees that it was the right service that answered.</summary>
internal sealed class FirstAnswer
{
    /// <summary>How much of the body is kept, in bytes.</summary>
    public const int MaxBody = 1024;

    private int _taken;

    public int? Status { get; private set; }

    public string? Body { get; private set; }

    public void Offer(int status, ReadOnlySpan<byte> body)
    {
        // Read before it is written: all but the first of millions must not contend for the cache line.
        if (Volatile.Read(ref _taken) != 0 || Interlocked.Exchange(ref _taken, 1) != 0)
            return;
        Status = status;
        Body = Encoding.UTF8.GetString(body);
    }
}
