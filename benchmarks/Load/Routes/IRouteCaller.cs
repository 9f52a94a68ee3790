using System.Net.Http.Headers;

namespace Harness.Load;

/// <summary>Who calls on a route, with credentials that are renewed in the course of a run.</summary>
public interface IRouteCaller
{
    /// <summary>Credentials for a round; null where none are sent in a header. Rounds ask one after the other.</summary>
    /// <param name="needed">How long they should hold, as far as that can be had.</param>
    /// <param name="stop">Ends the call.</param>
    /// <exception cref="HarnessException">They could not be renewed.</exception>
    Task<AuthenticationHeaderValue?> CurrentAsync(TimeSpan needed, CancellationToken stop);

    /// <summary>They were refused with 401: the next round gets others.</summary>
    /// <returns>Why they were refused, as far as it is known: part of a sentence.</returns>
    string Refused();
}
