using Harness.Rbac.Auditing;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Validation;

/// <summary>What a log shows beside what was let through: what was never done, what was refused, and what was left out.</summary>
internal static class LoggedEvidence
{
    private const int FewPaths = 3;
    private const int FewRemarks = 20;

    /// <summary>All of it.</summary>
    public static AuditEvidence Of(AuditReading log, AccessPolicy policy) => new(
        log.Origin, log.Tally.Requests == 0 ? [] : [.. Unused(log.Tally, policy)], Denied(log.Tally), [.. Remarks(log.Tally)]);

    private static IEnumerable<UnusedAccess> Unused(AuditTally tally, AccessPolicy policy)
    {
        var allowed = tally.Uses.Where(use => use.Answer == AuditAnswer.Allowed)
            .SelectMany(use => use.Subjects.Select(subject => (Subject: SubjectIdentity.Key(subject), use)))
            .ToLookup(one => one.Subject, one => one.use);
        return from consumer in policy.Consumers
               let own = allowed[SubjectIdentity.Key(SubjectIdentity.Of(consumer.Subject))].ToList()
               from allowance in consumer.Allow
               from one in UnusedUse.Of(consumer, allowance, own)
               select one;
    }

    private static List<DeniedAccess> Denied(AuditTally tally) =>
    [
        .. tally.Uses.Where(use => use.Answer != AuditAnswer.Allowed)
            .GroupBy(use => (Subject: SubjectIdentity.Key(use.Subject), use.Question, use.Answer))
            .Select(same => Denied(
                new DeniedAccess(
                    same.Key.Subject.Name.Length == 0 ? null : same.Key.Subject, same.Key.Question, same.Key.Answer,
                    same.Sum(use => use.Count), same.Max(use => use.Last)),
                same))
            .OrderByDescending(one => one.Count).ThenBy(one => $"{one.Subject} {one.Question}", StringComparer.Ordinal),
    ];

    /// <summary>With the paths, where they are why: the authorizer knows none.</summary>
    private static DeniedAccess Denied(DeniedAccess one, IEnumerable<AuditedUse> uses)
    {
        var paths = one.Answer != AuditAnswer.RefusedByAdmission ? [] : uses.SelectMany(use => use.Paths.All)
            .GroupBy(path => path.Pattern).OrderByDescending(same => same.Sum(path => path.Count))
            .ThenBy(same => same.Key, StringComparer.Ordinal).Select(same => same.Key).ToList();
        return one with
        {
            Paths = [.. paths.Take(FewPaths).Select(path => Quoted.Cut(SecretMask.Of(path)))],
            MorePaths = Math.Max(0, paths.Count - FewPaths),
            Probes = uses.Sum(use => use.Probes),
        };
    }

    private static IEnumerable<string> Remarks(AuditTally tally)
    {
        foreach (var (subject, count) in tally.Ignored.OrderBy(one => one.Key.ToString(), StringComparer.Ordinal))
            yield return $"left out, as part of Kubernetes or its administrators: {Amount.Of(count, "request")} of {subject}";
        foreach (var same in tally.Uses.Where(use => use.Answer == AuditAnswer.Allowed && use.OtherImpersonators.Any())
            .GroupBy(use => $"{use.Subject}").OrderBy(same => same.Key, StringComparer.Ordinal).Take(FewRemarks))
        {
            yield return $"in the name of {same.Key}: {Amount.Of(same.Sum(use => use.Impersonated), "request")} by "
                + string.Join(", ", same.SelectMany(use => use.OtherImpersonators).Distinct().Take(FewPaths));
        }

        if (tally.RefusedLeftOut > 0)
            yield return $"not listed: {Amount.Of(tally.RefusedLeftOut, "more refused request")}";
    }
}
