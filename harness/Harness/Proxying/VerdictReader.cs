using Harness.Api;
namespace Harness.Proxying;

/// <summary>
/// Reads the API server's decision from an answer. 401 and 403 count as its own only with its Status object around them: a
/// backend behind the proxy may answer with the same codes, and then the call was let through.
/// </summary>
public static class VerdictReader
{
    private const int ShownBody = 300;

    /// <summary>Reads an answer.</summary>
    /// <param name="call">The call, without its answer.</param>
    /// <param name="status">HTTP status of the answer.</param>
    /// <param name="body">Its body; empty for HEAD.</param>
    public static Verdict Read(CallEvidence call, int status, string body)
    {
        if (call.Method == "HEAD")
            return ReadHead(call with { Status = status }, status);

        var own = ApiServerStatus.TryRead(body);
        var evidence = call with { Status = status, Reason = own?.Reason, Message = own?.Message ?? Start(body) };
        return new Verdict(evidence.IsRefusedByAdmission ? VerdictKind.Forbidden : Kind(status, own), evidence);
    }

    /// <summary>
    /// Reads an answer of which only the beginning was read. Where that leaves open whose answer it is, nothing is decided.
    /// </summary>
    internal static Verdict ReadCut(CallEvidence call, int status, string body) => status is 401 or 403 or 429 or >= 500
        ? new Verdict(VerdictKind.Failed, call with
        {
            Status = status,
            Message = $"the body is longer than was read, so that whose answer it is is not known: {Start(body)}",
        })
        : Read(call, status, body);

    /// <summary>No answer came: nothing was decided.</summary>
    public static Verdict Unanswered(CallEvidence call, Exception failure) =>
        new(VerdictKind.Failed, call with { Error = Causes(failure) });

    private static VerdictKind Kind(int status, ApiServerStatus? own) => (status, own?.Reason) switch
    {
        (_, null) => VerdictKind.Allowed,
        (401, "Unauthorized") => VerdictKind.Unauthenticated,
        // Admission does so as long as it has not read its policies, whatever they say.
        (403, "Forbidden") when own!.Message.EndsWith("not yet ready to handle request", StringComparison.Ordinal) => VerdictKind.Failed,
        (403, "Forbidden") => VerdictKind.Forbidden,
        (429 or >= 500, _) => VerdictKind.Failed,
        _ => VerdictKind.Allowed,
    };

    /// <summary>HEAD has no body to show whose answer it is, so a refusal is taken for the API server's.</summary>
    private static Verdict ReadHead(CallEvidence evidence, int status) => status switch
    {
        401 => new Verdict(VerdictKind.Unauthenticated, evidence with { Message = "(no body to a HEAD)" }),
        403 => new Verdict(VerdictKind.Forbidden, evidence with { Message = "(no body to a HEAD)" }),
        429 or >= 500 => new Verdict(VerdictKind.Failed, evidence),
        _ => new Verdict(VerdictKind.Allowed, evidence),
    };

    private static string Start(string body)
    {
        // Masked before it is cut: half a secret may no longer look like one.
        var line = SecretMask.Of(body).ReplaceLineEndings(" ").Trim();
        return line.Length <= ShownBody ? line : line[..ShownBody] + "…";
    }

    private static string Causes(Exception failure)
    {
        var root = failure.GetBaseException();
        return root == failure ? failure.Message : $"{failure.Message} ({root.Message})";
    }
}
