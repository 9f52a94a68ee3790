namespace HelloApp.Serving;

/// <summary>Answered requests by method and status. Counting takes no lock and allocates nothing.</summary>
internal sealed class RequestCounters
{
    private const int Codes = 600;

    // Methods that nobody defined count together: the number of series must not be the caller's to choose.
    private static readonly string[] Methods =
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "other"];

    private readonly long[] _counts = new long[Methods.Length * Codes];

    public void Count(string method, int code) =>
        Interlocked.Increment(ref _counts[(IndexOf(method) * Codes) + Math.Clamp(code, 0, Codes - 1)]);

    /// <summary>Every pair of method and code that was seen.</summary>
    public IEnumerable<(string Method, int Code, long Count)> Read()
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            var count = Interlocked.Read(ref _counts[i]);
            if (count > 0)
                yield return (Methods[i / Codes], i % Codes, count);
        }
    }

    private static int IndexOf(string method)
    {
        var index = Array.IndexOf(Methods, method);
        return index < 0 ? Methods.Length - 1 : index;
    }
}
