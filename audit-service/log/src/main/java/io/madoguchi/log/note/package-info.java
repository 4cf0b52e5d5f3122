/**
 * Signed notes as C2SP describes them: checkpoints of a log (tlog-checkpoint), signed by the log (signed-note), cosigned by witnesses
 * (tlog-cosignature), and the policy that says whose signatures are enough (tlog-policy).
 */
@NullMarked
package io.madoguchi.log.note;

import org.jspecify.annotations.NullMarked;
