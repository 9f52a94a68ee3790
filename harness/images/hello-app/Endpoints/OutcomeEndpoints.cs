using System.Globalization;
using HelloApp.Serving;
using Microsoft.AspNetCore.Http;

namespace HelloApp.Endpoints;

/// <summary>Answers whose status, moment or location the caller chooses.</summary>
internal static class OutcomeEndpoints
{
    private const int MaxDelay = 3_600_000;

    public static void Add(Routes routes, TimeProvider time)
    {
        routes.Under("/status/", StatusAsync);
        routes.Under("/delay/", (context, milliseconds) => DelayAsync(context, milliseconds, time));
        routes.Exact("/redirect", RedirectAsync);
    }

    private static async Task StatusAsync(HttpContext context, string number)
    {
        if (!TryParse(number, out var code) || code is < 200 or > 599)
            await Reply.BadRequestAsync(context, $"not a status from 200 to 599: {number}");
        else if (code is 204 or 205 or 304) // these have no body (RFC 9110, section 15)
            context.Response.StatusCode = code;
        else
            await Reply.TextAsync(context, code, $"status {number}");
    }

    private static async Task DelayAsync(HttpContext context, string number, TimeProvider time)
    {
        if (!TryParse(number, out var milliseconds) || milliseconds > MaxDelay)
        {
            await Reply.BadRequestAsync(context, $"not a number of milliseconds from 0 to {MaxDelay}: {number}");
            return;
        }

        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), time, context.RequestAborted);
        await Reply.TextAsync(context, StatusCodes.Status200OK, $"after {milliseconds} ms");
    }

    private static Task RedirectAsync(HttpContext context)
    {
        var to = context.Request.Query["to"].ToString();
        if (!VisibleText.Is(to))
            return Reply.BadRequestAsync(context, "a location has only visible ASCII characters; escape the others twice");
        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.Headers.Location = to.Length == 0 ? "/echo" : to;
        return Task.CompletedTask;
    }

    private static bool TryParse(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
