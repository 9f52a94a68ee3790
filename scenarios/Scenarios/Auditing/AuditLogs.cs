using Harness.Asking;
using Harness.Rbac.Auditing;
using Harness.Rbac.Objects;
using Harness.Runs;
using Harness.Scenarios.Running;
using Harness.Waiting;

namespace Harness.Scenarios.Auditing;

/// <summary>Opens and reads the API server's audit log in scenarios.</summary>
internal static class AuditLogs
{
    /// <summary>The API server may write its log in batches, some seconds apart.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(40);

    /// <summary>The log of the cluster at hand; without one the scenario is skipped.</summary>
    public static async Task<ClusterAuditLog> OpenAsync(Scenario s)
    {
        var file = s.Session.Settings.Get(Settings.AuditLog);
        if (s.Session.IsGuest && file is null)
        {
            throw new IgnoreException(
                "an existing cluster's audit log is known only where it is given: --audit-log FILE, which its API server writes to");
        }

        return await ClusterAuditLog.OpenAsync(s.Session.Cluster, s.Session.IsGuest ? file : null, s.Stop)
            ?? throw new IgnoreException("the node writes no audit log: it was started by an earlier version (./run.sh down, then up)");
    }

    /// <summary>
    /// Requests in a namespace, of its own accounts and of nobody known, each once, as soon as enough of them are in the log; after a
    /// while, as far as they are.
    /// </summary>
    /// <exception cref="HarnessException">None are, in a file that may be another cluster's: nothing is decided.</exception>
    public static async Task<IReadOnlyList<AuditEvent>> WaitAsync(
        Scenario s, ClusterAuditLog log, string ns, Func<IReadOnlyList<AuditEvent>, bool> isEnough)
    {
        var all = await LastAnswer.WaitAsync(
            new Condition($"the audit log has the calls in {ns}", Deadline),
            async ct =>
            {
                var events = await ReadAsync(log, ns, ct);
                return (events, isEnough(events));
            },
            s.Stop);
        log.EnsureIsOfThisCluster();
        return all;
    }

    private static async Task<IReadOnlyList<AuditEvent>> ReadAsync(ClusterAuditLog log, string ns, CancellationToken stop)
    {
        var (events, problems) = (new List<AuditEvent>(), new AuditProblems());
        var once = new AnsweredOnce(events.Add);
        new AuditLogReader(once.Add, problems).Read(await log.LinesAsync(ns, stop), stop);
        once.End();
        return problems.Any
            ? throw HarnessException.Undecided($"the audit log cannot be read: {problems.All[0]}")
            : [.. events.Where(one => one.Question.Namespace == ns && ProxiedCall.Is(one.Question) && IsOf(one, ns))];
    }

    /// <summary>An administrator's own requests are left aside.</summary>
    private static bool IsOf(AuditEvent one, string ns) =>
        one.Caller is null or { User: SubjectIdentity.Anonymous }
        || one.Caller.User.StartsWith($"{SubjectIdentity.AccountPrefix}{ns}:", StringComparison.Ordinal);
}
