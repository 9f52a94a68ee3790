using Harness.Rbac.Objects;

namespace Harness.Rbac.Auditing;

/// <summary>
/// Gives each request once, at its last stage: with its answer in full or a panic; and those that last (watch, exec, a WebSocket through a
/// proxy) and have not ended by the end of the log, as far as they had begun to be answered.
/// </summary>
/// <param name="sink">Receives each request.</param>
public sealed class AnsweredOnce(Action<AuditEvent> sink)
{
    private const int MostUnderWay = 50_000;
    private readonly Dictionary<(string, string?, AccessQuestion, string), AuditEvent> _underWay = [];

    /// <summary>Takes the next event of a log.</summary>
    public void Add(AuditEvent one)
    {
        switch (one.Stage)
        {
            case AuditStage.RequestReceived:
                return;
            // Nothing follows for credentials that were not accepted.
            case AuditStage.ResponseStarted when one.Caller is not null && _underWay.Count < MostUnderWay:
                _underWay[KeyOf(one)] = one;
                return;
            case AuditStage.ResponseComplete or AuditStage.Panic:
                _underWay.Remove(KeyOf(one));
                break;
        }

        sink(one);
    }

    /// <summary>Callers may choose the id, so that it alone would let one request end another.</summary>
    private static (string, string?, AccessQuestion, string) KeyOf(AuditEvent one) =>
        (one.Id, one.Caller?.User, one.Question, one.RequestUri);

    /// <summary>Gives those that have not ended; nothing more comes.</summary>
    public void End()
    {
        foreach (var one in _underWay.Values)
            sink(one);
        _underWay.Clear();
    }
}
