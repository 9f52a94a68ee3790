using Harness.Proxying;

namespace Harness.Scenarios.Conformance;

/// <summary>The calls of a case, for its evidence; some cases make two at once.</summary>
public sealed class CallLog
{
    private readonly Lock _lock = new();
    private readonly List<CallEvidence> _calls = [];

    /// <summary>The last call begun; null before the first.</summary>
    public CallEvidence? Last
    {
        get
        {
            lock (_lock)
                return _calls.LastOrDefault();
        }
    }

    /// <summary>Notes a call about to be made.</summary>
    /// <returns>Notes the status of its answer.</returns>
    public Action<int> Begin(CallEvidence call)
    {
        lock (_lock)
        {
            var index = _calls.Count;
            _calls.Add(call);
            return status =>
            {
                lock (_lock)
                    _calls[index] = call with { Status = status };
            };
        }
    }

    public override string ToString()
    {
        lock (_lock)
            return string.Join('\n', _calls);
    }
}
